// Keeps signals away from the threads that compute. TensorFlow's matrix products use the stack pointer for something else
// than a stack: where a signal's handler runs meanwhile, its frame is written over other memory.
#include <node_api.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <initializer_list>

namespace {

/** Of the handler of Node's profiler, which has to run where it measures. */
constexpr size_t kStackBytes = 1 << 18;

void* Hear(void*) {
  for (;;) pause();
}

// hearElsewhere(): from now on signals are heard by a thread of their own; threads that this one starts hear none either.
// Returns whether there is such a thread.
napi_value HearElsewhere(napi_env env, napi_callback_info) {
  bool is_ready = true;
  static pthread_t thread;
  static bool has_thread = false;
  if (!has_thread) {
    // Started first: it keeps the mask that this thread has now.
    is_ready = has_thread = pthread_create(&thread, nullptr, Hear, nullptr) == 0;
    if (is_ready) pthread_detach(thread);
  }
  if (is_ready) {
    sigset_t kept;
    sigfillset(&kept);
    // What a thread does to itself, and the profiler, it hears.
    for (const int own : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS, SIGPROF}) sigdelset(&kept, own);
    is_ready = pthread_sigmask(SIG_BLOCK, &kept, nullptr) == 0;
    stack_t stack = {};
    if (sigaltstack(nullptr, &stack) == 0 && (stack.ss_flags & SS_DISABLE) != 0) {
      // For as long as the process lives.
      stack.ss_sp = std::malloc(kStackBytes);
      stack.ss_size = kStackBytes;
      stack.ss_flags = 0;
      if (stack.ss_sp != nullptr) sigaltstack(&stack, nullptr);
    }
  }
  napi_value result;
  napi_get_boolean(env, is_ready, &result);
  return result;
}

}  // namespace

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "hearElsewhere", NAPI_AUTO_LENGTH, HearElsewhere, nullptr, &function);
  napi_set_named_property(env, exports, "hearElsewhere", function);
  return exports;
}
