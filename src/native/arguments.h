// Reads what JavaScript hands to the addon; each function says whether it could.
#ifndef DDSM_ARGUMENTS_H_
#define DDSM_ARGUMENTS_H_

#include <node_api.h>

#include <algorithm>
#include <atomic>
#include <vector>

#include "normals.h"

namespace noise {

// What is to be filled: `size` numbers for each image, one image after the other.
struct Request {
  float* out = nullptr;
  size_t size = 0;
  std::vector<uint32_t> images;
  Place place{};
  const Path* path = nullptr;

  // Adds the places that must be computed again. Gives up in the middle when `stop` is set. Throws std::bad_alloc.
  void Fill(std::vector<double>* again, const std::atomic<bool>* stop) const {
    constexpr size_t piece = 1 << 16;
    for (size_t i = 0; i < images.size(); i++) {
      const Keys keys(place, images[i]);
      for (size_t from = 0; from < size; from += piece) {
        if (stop != nullptr && stop->load(std::memory_order_relaxed)) return;
        path->normals(out + i * size, from, std::min(size, from + piece), keys, again, i * size);
      }
    }
  }
};

inline napi_value Throw(napi_env env, const char* message) {
  napi_throw_type_error(env, nullptr, message);
  return nullptr;
}

inline napi_value NoMemory(napi_env env) {
  napi_throw_error(env, nullptr, "no memory is left for noise");
  return nullptr;
}

// A typed array's memory.
inline bool ReadArray(napi_env env, napi_value value, napi_typedarray_type wanted, void** data, size_t* length) {
  bool is = false;
  napi_typedarray_type type;
  return napi_is_typedarray(env, value, &is) == napi_ok && is &&
         napi_get_typedarray_info(env, value, &type, length, data, nullptr, nullptr) == napi_ok && type == wanted;
}

// Uint32Array [seed, stream, step, replica].
inline bool ReadPlace(napi_env env, napi_value value, Place* place) {
  void* data;
  size_t length;
  if (!ReadArray(env, value, napi_uint32_array, &data, &length) || length != 4) return false;
  const uint32_t* words = static_cast<const uint32_t*>(data);
  *place = {words[0], words[1], words[2], words[3]};
  return true;
}

// Images and place of a request for `length` numbers in all. Throws std::bad_alloc.
inline bool ReadRequest(napi_env env, size_t length, napi_value images, napi_value place, Request* request) {
  void* data;
  size_t count;
  if (!ReadArray(env, images, napi_uint32_array, &data, &count) || !ReadPlace(env, place, &request->place))
    return false;
  if (count == 0 ? length != 0 : length % count != 0) return false;
  const uint32_t* numbers = static_cast<const uint32_t*>(data);
  request->images.assign(numbers, numbers + count);
  request->size = count == 0 ? 0 : length / count;
  return true;
}

// The places that must be computed again as a Float64Array, or undefined where there are none.
inline napi_value ShowAgain(napi_env env, const std::vector<double>& again) {
  napi_value result = nullptr, buffer;
  void* data;
  if (again.empty()) {
    napi_get_undefined(env, &result);
    return result;
  }
  if (napi_create_arraybuffer(env, again.size() * sizeof(double), &data, &buffer) != napi_ok) return nullptr;
  std::copy(again.begin(), again.end(), static_cast<double*>(data));
  napi_create_typedarray(env, napi_float64_array, again.size(), buffer, 0, &result);
  return result;
}

}  // namespace noise

#endif  // DDSM_ARGUMENTS_H_
