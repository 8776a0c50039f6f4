// Noise made by threads ahead of its use.
#ifndef DDSM_AHEAD_H_
#define DDSM_AHEAD_H_

#include <node_api.h>

namespace noise {

// Adds start() and finish() to the exports. Each environment that calls this has threads and a queue of its own, which
// end with it.
bool AddAhead(napi_env env, napi_value exports);

}  // namespace noise

#endif  // DDSM_AHEAD_H_
