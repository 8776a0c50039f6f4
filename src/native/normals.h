// What normals.cc offers: the numbers of one image's sequence, each a function of its place alone.
#ifndef DDSM_NORMALS_H_
#define DDSM_NORMALS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace noise {

struct Place {
  uint32_t seed, stream, step, replica;
};

// The counter's upper three words and the keys of the ten rounds.
struct Keys {
  Keys(const Place& place, uint32_t image_number);
  uint64_t image, step, replica;
  uint64_t round[10][2];
};

// One instruction set that this processor has.
struct Path {
  const char* name;
  // Numbers `from` (a multiple of 4) to `to` of a sequence that begins at `out`. The places of those that must be
  // computed again, plus `offset`, are added to `again`.
  void (*normals)(float* out, size_t from, size_t to, const Keys& keys, std::vector<double>* again, size_t offset);
  void (*words)(uint32_t* out, size_t length, const Keys& keys);
};

// The fastest first; the last one runs everywhere.
const std::vector<Path>& Paths();

}  // namespace noise

#endif  // DDSM_NORMALS_H_
