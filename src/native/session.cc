#include "session.h"

#include <system_error>

namespace ddsm {

namespace {
// More calls than this are not begun at the same time.
constexpr size_t kMostThreads = 16;
}  // namespace

void Workers::Post(std::function<void()> job) {
  std::lock_guard<std::mutex> lock(mutex_);
  jobs_.push_back(std::move(job));
  // Without another thread the job waits for one of those that there are.
  if (idle_ < jobs_.size() && threads_.size() < kMostThreads) AddThread();
  posted_.notify_one();
}

bool Workers::Ready() {
  std::lock_guard<std::mutex> lock(mutex_);
  return !threads_.empty() || AddThread();
}

bool Workers::AddThread() {
  try {
    threads_.emplace_back([this] { Work(); });
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

void Workers::Stop() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  posted_.notify_all();
  // A job that ends may post the next one, whose thread is then at the end of the list.
  for (size_t i = 0;; i++) {
    std::thread thread;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (i == threads_.size()) break;
      thread = std::move(threads_[i]);
    }
    thread.join();
  }
  std::lock_guard<std::mutex> lock(mutex_);
  threads_.clear();
}

void Workers::Work() {
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    idle_++;
    posted_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
    idle_--;
    if (jobs_.empty()) return;
    std::function<void()> job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    job();
    job = nullptr;
    lock.lock();
  }
}

Run::~Run() {
  for (TF_Tensor* tensor : inputs) TF_DeleteTensor(tensor);
  for (TF_Tensor* tensor : outputs) {
    if (tensor) TF_DeleteTensor(tensor);
  }
  TF_DeleteStatus(status);
}

std::shared_ptr<Session> Session::Create(const TF_Buffer& graph, const TF_Buffer& config, Workers* workers,
                                         TF_Status* status) {
  std::shared_ptr<Session> session(new Session());
  session->workers_ = workers;
  session->graph_ = TF_NewGraph();
  TF_ImportGraphDefOptions* import = TF_NewImportGraphDefOptions();
  TF_GraphImportGraphDef(session->graph_, &graph, import, status);
  TF_DeleteImportGraphDefOptions(import);
  if (TF_GetCode(status) != TF_OK) return nullptr;
  TF_SessionOptions* options = TF_NewSessionOptions();
  TF_SetConfig(options, config.data, config.length, status);
  if (TF_GetCode(status) == TF_OK) session->session_ = TF_NewSession(session->graph_, options, status);
  TF_DeleteSessionOptions(options);
  return TF_GetCode(status) == TF_OK ? session : nullptr;
}

Session::~Session() {
  std::lock_guard<std::mutex> lock(mutex_);
  Free();
}

void Session::Free() {
  TF_Status* status = TF_NewStatus();
  if (session_) {
    TF_CloseSession(session_, status);
    TF_DeleteSession(session_, status);
  }
  if (graph_) TF_DeleteGraph(graph_);
  TF_DeleteStatus(status);
  session_ = nullptr;
  graph_ = nullptr;
}

bool Session::closed() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return closed_;
}

TF_Output Session::Find(const std::string& name) const {
  const TF_Output none = {nullptr, 0};
  const size_t colon = name.find(':');
  int index = 0;
  if (colon != std::string::npos) {
    const std::string digits = name.substr(colon + 1);
    if (digits.empty() || digits.size() > 6 || digits.find_first_not_of("0123456789") != std::string::npos) return none;
    index = std::stoi(digits);
  }
  TF_Operation* operation = TF_GraphOperationByName(graph_, name.substr(0, colon).c_str());
  if (!operation || index >= TF_OperationNumOutputs(operation)) return none;
  return {operation, index};
}

void Session::Admit() {
  while (!waiting_.empty()) {
    Run* next = waiting_.front();
    if (running_ > 0 && (alone_ || next->plan->exclusive)) return;
    waiting_.pop_front();
    running_++;
    alone_ = next->plan->exclusive;
    next->admitted = true;
    if (next->finished) {
      std::shared_ptr<Session> self = shared_from_this();
      workers_->Post([self, next] {
        const bool exclusive = next->plan->exclusive;
        self->Perform(next);
        const std::function<void()> finished = std::move(next->finished);
        self->Leave(exclusive);
        finished();  // from here on the run is its owner's
      });
    } else {
      turn_.notify_all();
    }
  }
}

void Session::Perform(Run* run) {
  const Plan& plan = *run->plan;
  run->outputs.assign(plan.fetches.size(), nullptr);
  TF_SessionRun(session_, nullptr, plan.feeds.data(), run->inputs.data(), static_cast<int>(plan.feeds.size()),
                plan.fetches.data(), run->outputs.data(), static_cast<int>(plan.fetches.size()), nullptr, 0, nullptr,
                run->status);
}

void Session::Leave(bool exclusive) {
  std::lock_guard<std::mutex> lock(mutex_);
  running_--;
  if (exclusive) alone_ = false;
  Admit();
  if (closed_ && running_ == 0 && waiting_.empty()) Free();
}

bool Session::Execute(Run* run) {
  {
    std::unique_lock<std::mutex> lock(mutex_);
    if (closed_) return false;
    waiting_.push_back(run);
    Admit();
    turn_.wait(lock, [run] { return run->admitted; });
  }
  Perform(run);
  Leave(run->plan->exclusive);
  return true;
}

bool Session::Start(Run* run) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (closed_) return false;
  waiting_.push_back(run);
  Admit();
  return true;
}

void Session::Close() {
  std::lock_guard<std::mutex> lock(mutex_);
  closed_ = true;
  if (running_ == 0 && waiting_.empty()) Free();
}

void Session::Cancel() {
  std::lock_guard<std::mutex> lock(mutex_);
  closed_ = true;
  TF_Status* status = TF_NewStatus();
  // TensorFlow refuses calls to a closed session, so those that wait end at once, too.
  if (session_) TF_CloseSession(session_, status);
  TF_DeleteStatus(status);
}

}  // namespace ddsm
