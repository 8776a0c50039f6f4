// Maps a part of a file into memory, read-only, as an ArrayBuffer: no copy, and no more memory than is looked at.
#include <fcntl.h>
#include <node_api.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace {

void Unmap(napi_env, void* data, void* hint) { munmap(data, reinterpret_cast<size_t>(hint)); }

// mapFile(path, offset, length): offset on a page, the part inside the file.
napi_value MapFile(napi_env env, napi_callback_info info) {
  size_t count = 3;
  napi_value arguments[3];
  napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
  size_t length = 0;
  double offset = 0;
  double size = 0;
  if (count != 3 || napi_get_value_string_utf8(env, arguments[0], nullptr, 0, &length) != napi_ok ||
      napi_get_value_double(env, arguments[1], &offset) != napi_ok ||
      napi_get_value_double(env, arguments[2], &size) != napi_ok) {
    napi_throw_type_error(env, nullptr, "mapFile(path, offset, length)");
    return nullptr;
  }
  std::string path(length + 1, '\0');
  napi_get_value_string_utf8(env, arguments[0], &path[0], length + 1, &length);
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    napi_throw_error(env, nullptr, std::strerror(errno));
    return nullptr;
  }
  // Private: pages are the file's own until somebody writes, which nobody does.
  void* data = mmap(nullptr, static_cast<size_t>(size), PROT_READ | PROT_WRITE, MAP_PRIVATE, file,
                    static_cast<off_t>(offset));
  close(file);
  if (data == MAP_FAILED) {
    napi_throw_error(env, nullptr, std::strerror(errno));
    return nullptr;
  }
  napi_value buffer;
  const napi_status status = napi_create_external_arraybuffer(
      env, data, static_cast<size_t>(size), Unmap, reinterpret_cast<void*>(static_cast<size_t>(size)), &buffer);
  if (status != napi_ok) {
    munmap(data, static_cast<size_t>(size));
    napi_throw_error(env, nullptr, "the memory could not be handed over");
    return nullptr;
  }
  return buffer;
}

}  // namespace

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "mapFile", NAPI_AUTO_LENGTH, MapFile, nullptr, &function);
  napi_set_named_property(env, exports, "mapFile", function);
  return exports;
}
