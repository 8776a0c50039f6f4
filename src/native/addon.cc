// TensorFlow sessions for Node: typed arrays in, typed arrays out, on Node's thread or beside it. Whatever JavaScript
// hands in is checked here; nothing it does can make the process fall over.
#include <node_api.h>
#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstring>
#include <mutex>

#include "session.h"

namespace ddsm {
namespace {

// Smaller outputs are copied: handing memory over costs more.
constexpr size_t kLeastExternal = 4096;
constexpr napi_type_tag kSessionTag = {0x6b1d9c0f2f5d4a7eULL, 0x93c2a64be8f01d35ULL};

// Calls of the whole process that were started and not settled.
std::atomic<size_t> started{0};

// process.exit() runs no hook of Node's, and TensorFlow falls over where its statics go while it computes: with calls in
// flight the process ends without taking anything down.
void LeaveAtOnce(int status, void*) {
  if (started == 0) return;
  fflush(nullptr);
  _exit(status);
}

// What one loaded copy of the addon (one per worker thread of Node) holds.
struct Environment {
  Workers workers;
  napi_threadsafe_function settle = nullptr;
  std::atomic<size_t> in_flight{0};  // Calls that were started and not settled.
  std::vector<std::weak_ptr<Session>> sessions;
};

struct Wrapped {
  std::shared_ptr<Session> session;
  std::vector<std::shared_ptr<const Plan>> plans;
};

// A started call, from JavaScript's thread to a worker and back.
struct Pending {
  Pending(std::shared_ptr<const Plan> plan, Environment* of) : run(std::move(plan)), environment(of) {}
  Run run;
  Environment* environment;
  napi_deferred deferred = nullptr;
};

// Keeps an exception that is already pending.
napi_value Throw(napi_env env, const std::string& message) {
  bool pending = false;
  napi_is_exception_pending(env, &pending);
  if (!pending) napi_throw_type_error(env, nullptr, message.c_str());
  return nullptr;
}

napi_value ErrorOf(napi_env env, TF_Status* status) {
  napi_value message;
  napi_value error;
  napi_create_string_utf8(env, TF_Message(status), NAPI_AUTO_LENGTH, &message);
  napi_create_error(env, nullptr, message, &error);
  napi_value code;
  napi_create_int32(env, TF_GetCode(status), &code);
  napi_set_named_property(env, error, "status", code);
  return error;
}

napi_value ThrowStatus(napi_env env, TF_Status* status) {
  napi_throw(env, ErrorOf(env, status));
  return nullptr;
}

struct Kind {
  TF_DataType type;
  napi_typedarray_type array;
  const char* name;
};
constexpr Kind kKinds[] = {
    {TF_FLOAT, napi_float32_array, "Float32Array"},   {TF_DOUBLE, napi_float64_array, "Float64Array"},
    {TF_INT32, napi_int32_array, "Int32Array"},       {TF_INT64, napi_bigint64_array, "BigInt64Array"},
    {TF_BOOL, napi_uint8_array, "Uint8Array"},        {TF_UINT8, napi_uint8_array, "Uint8Array"},
    {TF_BFLOAT16, napi_uint16_array, "Uint16Array"},
};

const Kind* KindOf(TF_DataType type) {
  for (const Kind& kind : kKinds) {
    if (kind.type == type) return &kind;
  }
  return nullptr;
}

bool StringOf(napi_env env, napi_value value, std::string* text) {
  size_t length = 0;
  if (napi_get_value_string_utf8(env, value, nullptr, 0, &length) != napi_ok) return false;
  text->resize(length + 1);
  napi_get_value_string_utf8(env, value, &(*text)[0], length + 1, &length);
  text->resize(length);
  return true;
}

bool StringsOf(napi_env env, napi_value value, std::vector<std::string>* texts) {
  uint32_t count = 0;
  if (napi_get_array_length(env, value, &count) != napi_ok) return false;
  for (uint32_t i = 0; i < count; i++) {
    napi_value element;
    std::string text;
    if (napi_get_element(env, value, i, &element) != napi_ok || !StringOf(env, element, &text)) return false;
    texts->push_back(text);
  }
  return true;
}

bool BytesOf(napi_env env, napi_value value, TF_Buffer* buffer) {
  napi_typedarray_type type;
  void* data = nullptr;
  bool is_array = false;
  if (napi_is_typedarray(env, value, &is_array) != napi_ok || !is_array) return false;
  napi_get_typedarray_info(env, value, &type, &buffer->length, &data, nullptr, nullptr);
  buffer->data = data;
  buffer->data_deallocator = nullptr;
  return type == napi_uint8_array;
}

// The shape that the graph knows for an output. False where it does not know all of it.
bool SpecOf(TF_Graph* graph, const TF_Output& output, TensorSpec* spec) {
  TF_Status* status = TF_NewStatus();
  const int rank = TF_GraphGetTensorNumDims(graph, output, status);
  bool known = TF_GetCode(status) == TF_OK && rank >= 0;
  if (known) {
    spec->dims.resize(rank);
    TF_GraphGetTensorShape(graph, output, spec->dims.data(), rank, status);
    known = TF_GetCode(status) == TF_OK;
  }
  TF_DeleteStatus(status);
  if (!known) return false;
  spec->type = TF_OperationOutputType(output);
  spec->bytes = TF_DataTypeSize(spec->type);
  for (const int64_t size : spec->dims) {
    if (size < 0 || __builtin_mul_overflow(spec->bytes, static_cast<size_t>(size), &spec->bytes)) return false;
  }
  return true;
}

Wrapped* Unwrap(napi_env env, napi_callback_info info, size_t wanted, napi_value* arguments) {
  size_t count = wanted;
  napi_value self;
  napi_get_cb_info(env, info, &count, arguments, &self, nullptr);
  bool tagged = false;
  void* found = nullptr;
  if (napi_check_object_type_tag(env, self, &kSessionTag, &tagged) != napi_ok || !tagged ||
      napi_unwrap(env, self, &found) != napi_ok) {
    Throw(env, "not a session");
    return nullptr;
  }
  if (count < wanted) {
    Throw(env, "arguments are missing");
    return nullptr;
  }
  return static_cast<Wrapped*>(found);
}

Environment* EnvironmentOf(napi_env env) {
  void* data = nullptr;
  napi_get_instance_data(env, &data);
  return static_cast<Environment*>(data);
}

// new Session(graph: Uint8Array, config: Uint8Array)
napi_value New(napi_env env, napi_callback_info info) {
  size_t count = 2;
  napi_value arguments[2];
  napi_value self;
  napi_value target = nullptr;
  napi_get_cb_info(env, info, &count, arguments, &self, nullptr);
  napi_get_new_target(env, info, &target);
  TF_Buffer graph;
  TF_Buffer config;
  if (!target || count < 2 || !BytesOf(env, arguments[0], &graph) || !BytesOf(env, arguments[1], &config)) {
    return Throw(env, "new Session(graph: Uint8Array, config: Uint8Array)");
  }
  Environment* environment = EnvironmentOf(env);
  TF_Status* status = TF_NewStatus();
  auto wrapped = std::make_unique<Wrapped>();
  wrapped->session = Session::Create(graph, config, &environment->workers, status);
  if (!wrapped->session) {
    ThrowStatus(env, status);
    TF_DeleteStatus(status);
    return nullptr;
  }
  TF_DeleteStatus(status);
  auto& sessions = environment->sessions;
  for (size_t i = sessions.size(); i-- > 0;) {
    if (sessions[i].expired()) sessions.erase(sessions.begin() + static_cast<std::ptrdiff_t>(i));
  }
  sessions.push_back(wrapped->session);
  const auto finalize = [](napi_env, void* data, void*) {
    auto* gone = static_cast<Wrapped*>(data);
    gone->session->Close();
    delete gone;
  };
  if (napi_wrap(env, self, wrapped.get(), finalize, nullptr, nullptr) != napi_ok) {
    return Throw(env, "the session could not be handed over");
  }
  wrapped.release();
  napi_type_tag_object(env, self, &kSessionTag);
  return self;
}

// prepare(inputs: string[], outputs: string[], exclusive: boolean): number
napi_value Prepare(napi_env env, napi_callback_info info) {
  napi_value arguments[3];
  Wrapped* wrapped = Unwrap(env, info, 3, arguments);
  if (!wrapped) return nullptr;
  auto plan = std::make_shared<Plan>();
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  if (!StringsOf(env, arguments[0], &inputs) || !StringsOf(env, arguments[1], &outputs) ||
      napi_get_value_bool(env, arguments[2], &plan->exclusive) != napi_ok) {
    return Throw(env, "prepare(inputs: string[], outputs: string[], exclusive: boolean)");
  }
  // Only now: reading the arrays may have run JavaScript.
  if (wrapped->session->closed()) return Throw(env, "the session is closed");
  for (const std::string& name : inputs) {
    const TF_Output output = wrapped->session->Find(name);
    if (!output.oper) return Throw(env, "the graph has no output " + name);
    TensorSpec spec;
    if (!SpecOf(wrapped->session->graph(), output, &spec)) return Throw(env, name + " has no fixed shape");
    if (!KindOf(spec.type)) return Throw(env, name + " is of a type that cannot be handed in");
    plan->names.push_back(name);
    plan->feeds.push_back(output);
    plan->specs.push_back(spec);
  }
  for (const std::string& name : outputs) {
    const TF_Output output = wrapped->session->Find(name);
    if (!output.oper) return Throw(env, "the graph has no output " + name);
    if (!KindOf(TF_OperationOutputType(output))) return Throw(env, name + " is of a type that cannot be handed out");
    plan->fetches.push_back(output);
  }
  napi_value id;
  napi_create_uint32(env, static_cast<uint32_t>(wrapped->plans.size()), &id);
  wrapped->plans.push_back(std::move(plan));
  return id;
}

// The plan that the first argument names, or null and an exception.
std::shared_ptr<const Plan> PlanOf(napi_env env, const Wrapped& wrapped, napi_value argument) {
  double id = -1;
  if (napi_get_value_double(env, argument, &id) != napi_ok || !(id >= 0) ||
      id >= static_cast<double>(wrapped.plans.size()) || id != static_cast<double>(static_cast<size_t>(id))) {
    Throw(env, "no such call was prepared");
    return nullptr;
  }
  return wrapped.plans[static_cast<size_t>(id)];
}

// Copies the arrays of `values` into tensors, so that they are the caller's again at once and nothing that TensorFlow
// keeps of them (a variable shares what is assigned to it) can change.
bool Feed(napi_env env, napi_value values, Run* run) {
  const Plan& plan = *run->plan;
  uint32_t count = 0;
  if (napi_get_array_length(env, values, &count) != napi_ok || count != plan.feeds.size()) {
    Throw(env, "wanted an array of " + std::to_string(plan.feeds.size()) + " typed arrays");
    return false;
  }
  for (uint32_t i = 0; i < count; i++) {
    const TensorSpec& spec = plan.specs[i];
    const Kind& kind = *KindOf(spec.type);
    napi_value value;
    napi_typedarray_type type;
    size_t length = 0;
    void* data = nullptr;
    bool is_array = false;
    const size_t wanted = spec.bytes / TF_DataTypeSize(spec.type);
    if (napi_get_element(env, values, i, &value) != napi_ok || napi_is_typedarray(env, value, &is_array) != napi_ok ||
        !is_array || napi_get_typedarray_info(env, value, &type, &length, &data, nullptr, nullptr) != napi_ok ||
        type != kind.array || length != wanted) {
      Throw(env, plan.names[i] + " takes a " + kind.name + " of " + std::to_string(wanted));
      return false;
    }
    TF_Tensor* tensor =
        TF_AllocateTensor(spec.type, spec.dims.data(), static_cast<int>(spec.dims.size()), spec.bytes);
    if (!tensor || (spec.bytes > 0 && !TF_TensorData(tensor))) {
      if (tensor) TF_DeleteTensor(tensor);
      Throw(env, "no memory for " + plan.names[i]);
      return false;
    }
    if (spec.bytes > 0) std::memcpy(TF_TensorData(tensor), data, spec.bytes);
    run->inputs.push_back(tensor);
  }
  return true;
}

// The memory of a tensor as an ArrayBuffer, which with `hand_over` takes the tensor over where nobody else holds its
// memory.
napi_value BufferOf(napi_env env, TF_Tensor** tensor, bool hand_over) {
  const size_t size = TF_TensorByteSize(*tensor);
  napi_value buffer = nullptr;
  if (hand_over && size >= kLeastExternal) {
    if (TF_Tensor* own = TF_TensorMaybeMove(*tensor)) {
      *tensor = own;
      const auto finalize = [](napi_env, void*, void* hint) { TF_DeleteTensor(static_cast<TF_Tensor*>(hint)); };
      if (napi_create_external_arraybuffer(env, TF_TensorData(own), size, finalize, own, &buffer) == napi_ok) {
        *tensor = nullptr;
        return buffer;
      }
    }
  }
  void* data = nullptr;
  if (napi_create_arraybuffer(env, size, &data, &buffer) != napi_ok) return nullptr;
  if (size > 0) std::memcpy(data, TF_TensorData(*tensor), size);
  return buffer;
}

// [{shape, data}, …], or null with an exception. Node ends the process where it has no memory for a buffer.
napi_value ResultsOf(napi_env env, Run* run, bool hand_over) {
  napi_value results;
  if (napi_create_array_with_length(env, run->outputs.size(), &results) != napi_ok) return nullptr;
  for (size_t i = 0; i < run->outputs.size(); i++) {
    TF_Tensor*& tensor = run->outputs[i];
    const TF_DataType type = TF_TensorType(tensor);
    const size_t elements = TF_TensorByteSize(tensor) / TF_DataTypeSize(type);
    napi_value shape;
    napi_value result;
    napi_value data;
    napi_create_array(env, &shape);
    for (int axis = 0; axis < TF_NumDims(tensor); axis++) {
      napi_value size;
      napi_create_int64(env, TF_Dim(tensor, axis), &size);
      napi_set_element(env, shape, static_cast<uint32_t>(axis), size);
    }
    const napi_value buffer = BufferOf(env, &tensor, hand_over);
    if (!buffer || napi_create_typedarray(env, KindOf(type)->array, elements, buffer, 0, &data) != napi_ok ||
        napi_create_object(env, &result) != napi_ok) {
      return nullptr;
    }
    napi_set_named_property(env, result, "shape", shape);
    napi_set_named_property(env, result, "data", data);
    napi_set_element(env, results, static_cast<uint32_t>(i), result);
  }
  return results;
}

// run(call: number, values: TypedArray[]): {shape: number[]; data: TypedArray}[]
napi_value RunCall(napi_env env, napi_callback_info info) {
  napi_value arguments[2];
  Wrapped* wrapped = Unwrap(env, info, 2, arguments);
  if (!wrapped) return nullptr;
  auto plan = PlanOf(env, *wrapped, arguments[0]);
  if (!plan) return nullptr;
  Run run(std::move(plan));
  if (!Feed(env, arguments[1], &run)) return nullptr;
  if (!wrapped->session->Execute(&run)) return Throw(env, "the session is closed");
  if (TF_GetCode(run.status) != TF_OK) return ThrowStatus(env, run.status);
  // Copied: Node frees memory that was handed over when its event loop turns, and blocking calls may keep it from that.
  return ResultsOf(env, &run, false);
}

// start(call: number, values: TypedArray[]): Promise<{shape: number[]; data: TypedArray}[]>
napi_value StartCall(napi_env env, napi_callback_info info) {
  napi_value arguments[2];
  Wrapped* wrapped = Unwrap(env, info, 2, arguments);
  if (!wrapped) return nullptr;
  auto plan = PlanOf(env, *wrapped, arguments[0]);
  if (!plan) return nullptr;
  Environment* environment = EnvironmentOf(env);
  auto pending = std::make_unique<Pending>(std::move(plan), environment);
  if (!Feed(env, arguments[1], &pending->run)) return nullptr;
  if (!environment->workers.Ready()) return Throw(env, "the system starts no more threads");
  napi_value promise;
  if (napi_create_promise(env, &pending->deferred, &promise) != napi_ok) return nullptr;
  Pending* raw = pending.get();
  raw->run.finished = [raw] {
    // The environment is closing: nobody waits for the result.
    if (napi_call_threadsafe_function(raw->environment->settle, raw, napi_tsfn_nonblocking) != napi_ok) {
      started--;
      raw->environment->in_flight--;
      delete raw;
    }
  };
  // The process stays alive for calls in flight, and for nothing else here.
  if (environment->in_flight++ == 0) napi_ref_threadsafe_function(env, environment->settle);
  started++;
  if (!wrapped->session->Start(&raw->run)) {
    started--;
    if (--environment->in_flight == 0) napi_unref_threadsafe_function(env, environment->settle);
    return Throw(env, "the session is closed");
  }
  pending.release();
  return promise;
}

// On JavaScript's thread, when a worker has ended a call; without `env` when Node goes away.
void Settle(napi_env env, napi_value, void*, void* data) {
  std::unique_ptr<Pending> pending(static_cast<Pending*>(data));
  started--;
  if (!env) return;
  Environment* environment = pending->environment;
  if (--environment->in_flight == 0) napi_unref_threadsafe_function(env, environment->settle);
  if (TF_GetCode(pending->run.status) != TF_OK) {
    napi_reject_deferred(env, pending->deferred, ErrorOf(env, pending->run.status));
    return;
  }
  if (const napi_value results = ResultsOf(env, &pending->run, true)) {
    napi_resolve_deferred(env, pending->deferred, results);
  }
}

// close()
napi_value Close(napi_env env, napi_callback_info info) {
  if (Wrapped* wrapped = Unwrap(env, info, 0, nullptr)) wrapped->session->Close();
  return nullptr;
}

// Node goes away: calls in progress are cut short, since their results have no place to go.
void TearDown(void* data) {
  auto* environment = static_cast<Environment*>(data);
  for (const auto& weak : environment->sessions) {
    if (const auto session = weak.lock()) session->Cancel();
  }
  environment->workers.Stop();
}

}  // namespace
}  // namespace ddsm

NAPI_MODULE_INIT() {
  using namespace ddsm;
  static std::once_flag once;
  std::call_once(once, [] { on_exit(LeaveAtOnce, nullptr); });
  auto* environment = new Environment();
  napi_set_instance_data(
      env, environment, [](napi_env, void* data, void*) { delete static_cast<Environment*>(data); }, nullptr);
  napi_value name;
  napi_create_string_utf8(env, "ddsm session", NAPI_AUTO_LENGTH, &name);
  napi_create_threadsafe_function(env, nullptr, nullptr, name, 0, 1, nullptr, nullptr, nullptr, Settle,
                                  &environment->settle);
  napi_unref_threadsafe_function(env, environment->settle);
  // Hooks run from the last to the first: this one before the function's own.
  napi_add_env_cleanup_hook(env, TearDown, environment);
  const napi_property_descriptor methods[] = {
      {"prepare", nullptr, Prepare, nullptr, nullptr, nullptr, napi_default_method, nullptr},
      {"run", nullptr, RunCall, nullptr, nullptr, nullptr, napi_default_method, nullptr},
      {"start", nullptr, StartCall, nullptr, nullptr, nullptr, napi_default_method, nullptr},
      {"close", nullptr, Close, nullptr, nullptr, nullptr, napi_default_method, nullptr},
  };
  napi_value constructor;
  napi_define_class(env, "Session", NAPI_AUTO_LENGTH, New, nullptr, 4, methods, &constructor);
  napi_set_named_property(env, exports, "Session", constructor);
  return exports;
}
