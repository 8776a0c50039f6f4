// A queue of requests, and the threads that fill them. What a thread writes to is shown to JavaScript only when it is
// done, so that nobody can take the memory away; and an environment ends its threads before its memory.
#include "ahead.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <new>
#include <set>
#include <system_error>
#include <thread>

#include "arguments.h"

namespace noise {
namespace {

struct Engine;

struct Job {
  Request request;
  std::vector<double> again;
  enum { kWaiting, kRunning, kDone, kFailed } state = kWaiting;  // Under the engine's mutex.
  // The rest belongs to the JavaScript thread.
  Engine* engine = nullptr;  // Null when the engine has ended.
  napi_ref array = nullptr;
  napi_deferred deferred = nullptr;
  bool settled = true;     // No thread will touch it (any more).
  bool forgotten = false;  // No JavaScript will.
};

struct Engine {
  std::mutex mutex;
  std::condition_variable work, progress;
  std::deque<Job*> queue;
  std::vector<std::thread> threads;
  std::atomic<bool> stop{false};
  napi_threadsafe_function report = nullptr;
  // The rest belongs to the JavaScript thread.
  napi_env env = nullptr;
  std::set<Job*> jobs;
  size_t unsettled = 0;
};

// Fills a job that was taken off the queue; `lock` is held before and after.
void Compute(Job* job, const std::atomic<bool>* stop, std::unique_lock<std::mutex>* lock) {
  job->state = Job::kRunning;
  lock->unlock();
  bool failed = false;
  try {
    job->request.Fill(&job->again, stop);
  } catch (const std::bad_alloc&) {
    failed = true;
  }
  lock->lock();
  job->state = failed ? Job::kFailed : Job::kDone;
}

void Run(Engine* engine) {
  std::unique_lock<std::mutex> lock(engine->mutex);
  for (;;) {
    engine->work.wait(lock, [engine] { return engine->stop || !engine->queue.empty(); });
    if (engine->stop) return;
    Job* job = engine->queue.front();
    engine->queue.pop_front();
    Compute(job, &engine->stop, &lock);
    engine->progress.notify_all();
    // Its queue has no limit, so this does not wait.
    napi_call_threadsafe_function(engine->report, job, napi_tsfn_nonblocking);
  }
}

// Frees a job that nobody knows any more.
void Release(napi_env env, Job* job) {
  if (!job->settled || !job->forgotten) return;
  if (job->engine != nullptr) {
    napi_delete_reference(env, job->array);
    job->engine->jobs.erase(job);
  }
  delete job;
}

// No thread will touch the job any more.
void Settle(napi_env env, Job* job) {
  job->settled = true;
  if (job->engine != nullptr) {
    napi_value nothing;
    napi_get_undefined(env, &nothing);
    napi_resolve_deferred(env, job->deferred, nothing);
    if (--job->engine->unsettled == 0) napi_unref_threadsafe_function(env, job->engine->report);
  }
  Release(env, job);
}

void Reported(napi_env env, napi_value, void*, void* job) { Settle(env, static_cast<Job*>(job)); }

void Forget(napi_env env, void* data, void*) {
  Job* job = static_cast<Job*>(data);
  job->forgotten = true;
  Release(env, job);
}

// The environment ends. Jobs that a thread has reported, but of which JavaScript has not heard, settle after this.
void End(void* data) {
  Engine* engine = static_cast<Engine*>(data);
  {
    const std::lock_guard<std::mutex> lock(engine->mutex);
    engine->stop = true;
  }
  engine->work.notify_all();
  for (std::thread& thread : engine->threads) thread.join();
  for (Job* job : engine->queue) job->settled = true;
  for (Job* job : engine->jobs) {
    napi_delete_reference(engine->env, job->array);
    job->engine = nullptr;
  }
  delete engine;
}

// With the first job: half the processors, four at most, for the device's own threads need the rest. Throws
// std::system_error where not even one starts.
void StartThreads(Engine* engine) {
  const unsigned count = std::clamp(std::thread::hardware_concurrency() / 2, 1u, 4u);
  engine->threads.reserve(count);
  try {
    while (engine->threads.size() < count) engine->threads.emplace_back(Run, engine);
  } catch (const std::system_error&) {
    if (engine->threads.empty()) throw;
  }
}

// A new Float32Array. By its constructor, which throws where there is no memory; Node-API would end the process.
bool NewArray(napi_env env, size_t length, napi_value* array, float** data) {
  napi_value global, constructor, count;
  void* memory;
  size_t got;
  if (napi_get_global(env, &global) != napi_ok ||
      napi_get_named_property(env, global, "Float32Array", &constructor) != napi_ok ||
      napi_create_double(env, static_cast<double>(length), &count) != napi_ok ||
      napi_new_instance(env, constructor, 1, &count, array) != napi_ok ||
      !ReadArray(env, *array, napi_float32_array, &memory, &got) || got != length)
    return false;
  *data = static_cast<float*>(memory);
  return true;
}

// start(length, images, place): [job, promise that it is done].
napi_value Start(napi_env env, napi_callback_info info) {
  size_t count = 3;
  napi_value arguments[3];
  Engine* engine;
  napi_get_cb_info(env, info, &count, arguments, nullptr, reinterpret_cast<void**>(&engine));
  double length;
  napi_value array, handle, promise, result;
  try {
    auto made = std::make_unique<Job>();
    if (napi_get_value_double(env, arguments[0], &length) != napi_ok || !(length >= 0 && length <= 0x1p53) ||
        !ReadRequest(env, static_cast<size_t>(length), arguments[1], arguments[2], &made->request))
      return Throw(env, "start(length, images, place): length is equally many numbers for each image");
    // What fails from here on has left an exception.
    if (!NewArray(env, static_cast<size_t>(length), &array, &made->request.out) ||
        napi_create_external(env, made.get(), Forget, nullptr, &handle) != napi_ok)
      return nullptr;
    Job* job = made.release();
    if (napi_create_reference(env, array, 1, &job->array) != napi_ok ||
        napi_create_promise(env, &job->deferred, &promise) != napi_ok)
      return nullptr;
    job->request.path = &Paths()[0];
    job->engine = engine;
    engine->jobs.insert(job);
    if (engine->threads.empty()) StartThreads(engine);
    {
      const std::lock_guard<std::mutex> lock(engine->mutex);
      engine->queue.push_back(job);
    }
    job->settled = false;
    if (engine->unsettled++ == 0) napi_ref_threadsafe_function(env, engine->report);
    engine->work.notify_one();
  } catch (const std::bad_alloc&) {
    return NoMemory(env);
  } catch (const std::system_error&) {
    napi_throw_error(env, nullptr, "no thread could be started for noise");
    return nullptr;
  }
  napi_create_array_with_length(env, 2, &result);
  napi_set_element(env, result, 0, handle);
  napi_set_element(env, result, 1, promise);
  return result;
}

// finish(job): [array, places to compute again]. Waits for the thread, or does its work where none has begun.
napi_value Finish(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument, array, result;
  Engine* engine;
  napi_get_cb_info(env, info, &count, &argument, nullptr, reinterpret_cast<void**>(&engine));
  Job* job = nullptr;
  napi_valuetype type;
  if (napi_typeof(env, argument, &type) != napi_ok || type != napi_external ||
      napi_get_value_external(env, argument, reinterpret_cast<void**>(&job)) != napi_ok ||
      engine->jobs.count(job) == 0)
    return Throw(env, "finish(job): the first of what start() gave");
  std::unique_lock<std::mutex> lock(engine->mutex);
  const bool mine = job->state == Job::kWaiting;
  if (mine) {
    engine->queue.erase(std::find(engine->queue.begin(), engine->queue.end(), job));
    Compute(job, nullptr, &lock);
  }
  engine->progress.wait(lock, [job] { return job->state == Job::kDone || job->state == Job::kFailed; });
  lock.unlock();
  if (mine) Settle(env, job);
  if (job->state == Job::kFailed) return NoMemory(env);
  const napi_value again = ShowAgain(env, job->again);
  if (again == nullptr || napi_get_reference_value(env, job->array, &array) != napi_ok) return nullptr;
  napi_create_array_with_length(env, 2, &result);
  napi_set_element(env, result, 0, array);
  napi_set_element(env, result, 1, again);
  return result;
}

}  // namespace

bool AddAhead(napi_env env, napi_value exports) {
  auto engine = std::make_unique<Engine>();
  engine->env = env;
  napi_value name, start, finish;
  if (napi_create_string_utf8(env, "noise", NAPI_AUTO_LENGTH, &name) != napi_ok ||
      napi_create_threadsafe_function(env, nullptr, nullptr, name, 0, 1, nullptr, nullptr, nullptr, Reported,
                                      &engine->report) != napi_ok)
    return false;
  // Until there is work, nothing keeps the process waiting.
  napi_unref_threadsafe_function(env, engine->report);
  // Hooks run in reverse: End comes before the end of `report`, to which the threads speak.
  if (napi_add_env_cleanup_hook(env, End, engine.get()) != napi_ok) return false;
  Engine* kept = engine.release();
  return napi_create_function(env, "start", NAPI_AUTO_LENGTH, Start, kept, &start) == napi_ok &&
         napi_create_function(env, "finish", NAPI_AUTO_LENGTH, Finish, kept, &finish) == napi_ok &&
         napi_set_named_property(env, exports, "start", start) == napi_ok &&
         napi_set_named_property(env, exports, "finish", finish) == napi_ok;
}

}  // namespace noise
