// A TensorFlow session whose calls take effect in the order in which they were made. Knows TensorFlow's C API and
// threads, not Node.
#ifndef DDSM_NATIVE_SESSION_H_
#define DDSM_NATIVE_SESSION_H_

#include <tensorflow/c/c_api.h>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace ddsm {

// Threads that wait for TensorFlow; it computes in pools of its own.
class Workers {
 public:
  ~Workers() { Stop(); }
  // Makes sure that there is a thread. False where the system starts none.
  bool Ready();
  // After Ready().
  void Post(std::function<void()> job);
  // Waits for every job that was posted.
  void Stop();

 private:
  void Work();
  bool AddThread();  // with mutex_ held

  std::mutex mutex_;
  std::condition_variable posted_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  size_t idle_ = 0;
  bool stopping_ = false;
};

struct TensorSpec {
  TF_DataType type;
  std::vector<int64_t> dims;
  size_t bytes;
};

// What one kind of call feeds and fetches.
struct Plan {
  std::vector<TF_Output> feeds;
  std::vector<TensorSpec> specs;   // of the feeds
  std::vector<std::string> names;  // of the feeds
  std::vector<TF_Output> fetches;
  bool exclusive;  // it changes state
};

// One call. Its tensors are freed with it, save those that were taken out.
struct Run {
  explicit Run(std::shared_ptr<const Plan> of) : plan(std::move(of)), status(TF_NewStatus()) {}
  ~Run();
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  std::shared_ptr<const Plan> plan;
  std::vector<TF_Tensor*> inputs;
  std::vector<TF_Tensor*> outputs;
  TF_Status* status;
  bool admitted = false;
  // Empty where a thread waits for the call; else called by the worker that ran it.
  std::function<void()> finished;
};

// Calls that change state run alone; others beside one another; none overtakes one of the other kind.
class Session : public std::enable_shared_from_this<Session> {
 public:
  // Null where `status` is not OK. `graph` and `config` are serialised GraphDef and ConfigProto.
  static std::shared_ptr<Session> Create(const TF_Buffer& graph, const TF_Buffer& config, Workers* workers,
                                         TF_Status* status);
  ~Session();

  bool closed() const;
  // The operation's output, `name` or `name:1`; its `oper` is null where there is none. Not after Close().
  TF_Output Find(const std::string& name) const;
  TF_Graph* graph() const { return graph_; }

  // Runs on this thread when it is its turn. False where the session is closed.
  bool Execute(Run* run);
  // Runs on a worker when it is its turn, then calls `run->finished`. False where the session is closed.
  bool Start(Run* run);
  // No more calls; those that were made end as usual, and with the last of them the session's memory is freed.
  void Close();
  // Makes the calls in progress fail as soon as TensorFlow can stop, and those that wait at once.
  void Cancel();

 private:
  Session() = default;
  void Perform(Run* run);
  void Leave(bool exclusive);
  void Admit();  // with mutex_ held
  void Free();   // with mutex_ held

  Workers* workers_ = nullptr;
  TF_Graph* graph_ = nullptr;
  TF_Session* session_ = nullptr;
  mutable std::mutex mutex_;
  std::condition_variable turn_;
  std::deque<Run*> waiting_;
  size_t running_ = 0;
  bool alone_ = false;  // the call in progress changes state
  bool closed_ = false;
};

}  // namespace ddsm

#endif  // DDSM_NATIVE_SESSION_H_
