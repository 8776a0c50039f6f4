// Asks TensorFlow whether it can open the CUDA libraries, in the process that loads this addon. TensorFlow registers GPUs
// only when it can; its own answer, in its own run path, is the one that counts.
#include <dlfcn.h>
#include <node_api.h>

#include <cstdint>
#include <cstdio>

namespace {

// absl::Status tsl::internal::DsoLoader::TryDlopenCUDALibraries()
const char kSymbol[] = "_ZN3tsl8internal9DsoLoader22TryDlopenCUDALibrariesEv";
// A Status is one word and is returned through a hidden pointer. Its word is 1 when it is OK.
using Probe = void (*)(uintptr_t* status);

// probe(path of libtensorflow_framework): whether the libraries open. Throws an Error with the loader's reason.
napi_value probe(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  char path[4096];
  size_t length = 0;
  napi_get_cb_info(env, info, &count, &argument, nullptr, nullptr);
  if (napi_get_value_string_utf8(env, argument, path, sizeof path, &length) != napi_ok) {
    napi_throw_type_error(env, nullptr, "a path is wanted");
    return nullptr;
  }
  void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  Probe call = library ? reinterpret_cast<Probe>(dlsym(library, kSymbol)) : nullptr;
  if (!call) {
    napi_throw_error(env, nullptr, dlerror());
    return nullptr;
  }
  uintptr_t status = 0;
  call(&status);
  napi_value result;
  napi_get_boolean(env, status == 1, &result);
  return result;
}

}  // namespace

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "probe", NAPI_AUTO_LENGTH, probe, nullptr, &function);
  napi_set_named_property(env, exports, "probe", function);
  return exports;
}
