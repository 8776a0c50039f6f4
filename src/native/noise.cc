// The addon: random.ts's words and normals in native code, at once or by threads ahead of their use.
#include <node_api.h>

#include <new>

#include "ahead.h"
#include "arguments.h"

namespace noise {
namespace {

// Index in `paths`; the fastest where it is left out.
bool ReadPath(napi_env env, napi_value value, const Path** path) {
  uint32_t index = 0;
  napi_valuetype type;
  if (napi_typeof(env, value, &type) != napi_ok) return false;
  if (type != napi_undefined && napi_get_value_uint32(env, value, &index) != napi_ok) return false;
  if (index >= Paths().size()) return false;
  *path = &Paths()[index];
  return true;
}

// fill(out: Float32Array, images: Uint32Array, place: Uint32Array, path?: number): places to compute again.
napi_value Fill(napi_env env, napi_callback_info info) {
  size_t count = 4;
  napi_value arguments[4];
  napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
  void* out;
  size_t length;
  Request request;
  std::vector<double> again;
  try {
    if (!ReadArray(env, arguments[0], napi_float32_array, &out, &length) ||
        !ReadRequest(env, length, arguments[1], arguments[2], &request) || !ReadPath(env, arguments[3], &request.path))
      return Throw(env, "fill(out, images, place, path): out holds equally many numbers for each image");
    request.out = static_cast<float*>(out);
    request.Fill(&again, nullptr);
  } catch (const std::bad_alloc&) {
    return NoMemory(env);
  }
  return ShowAgain(env, again);
}

// words(out: Uint32Array, image: number, place: Uint32Array, path?: number): the generator's words themselves.
napi_value Words(napi_env env, napi_callback_info info) {
  size_t count = 4;
  napi_value arguments[4];
  napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
  void* out;
  size_t length;
  uint32_t image;
  Place place;
  const Path* path;
  if (!ReadArray(env, arguments[0], napi_uint32_array, &out, &length) ||
      napi_get_value_uint32(env, arguments[1], &image) != napi_ok || !ReadPlace(env, arguments[2], &place) ||
      !ReadPath(env, arguments[3], &path))
    return Throw(env, "words(out, image, place, path)");
  path->words(static_cast<uint32_t*>(out), length, Keys(place, image));
  return nullptr;
}

bool AddFunction(napi_env env, napi_value exports, const char* name, napi_callback callback) {
  napi_value function;
  return napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, nullptr, &function) == napi_ok &&
         napi_set_named_property(env, exports, name, function) == napi_ok;
}

bool AddPaths(napi_env env, napi_value exports) {
  napi_value paths, name;
  if (napi_create_array(env, &paths) != napi_ok) return false;
  for (uint32_t i = 0; i < Paths().size(); i++) {
    if (napi_create_string_utf8(env, Paths()[i].name, NAPI_AUTO_LENGTH, &name) != napi_ok ||
        napi_set_element(env, paths, i, name) != napi_ok)
      return false;
  }
  return napi_set_named_property(env, exports, "paths", paths) == napi_ok;
}

}  // namespace
}  // namespace noise

NAPI_MODULE_INIT() {
  using namespace noise;
  if (AddPaths(env, exports) && AddFunction(env, exports, "fill", Fill) &&
      AddFunction(env, exports, "words", Words) && AddAhead(env, exports))
    return exports;
  napi_throw_error(env, nullptr, "the addon for noise could not be set up");
  return nullptr;
}
