// Philox words and standard normals with the widest vectors that the processor has. Knows nothing of JavaScript.
#include "normals.h"

#include <cmath>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

namespace noise {
namespace {

// Half the width of the band around the middle between two floats, in units of a double's last place, inside which a
// value is computed again. The two computations differ by less than 8.
constexpr uint64_t kBand = 512;
constexpr uint64_t kBelow = kBand - (uint64_t{1} << 28);
constexpr uint64_t kOutside = ((uint64_t{1} << 29) - 1) & ~(2 * kBand - 1);

__attribute__((noinline, cold)) void Report(uint64_t doubtful, int lanes, size_t index, size_t to,
                                            std::vector<double>* again, size_t offset) {
  for (int bit = 0; bit < 4 * lanes; bit++) {
    const size_t place = index + 4 * (bit % lanes) + bit / lanes;
    if ((doubtful >> bit & 1) != 0 && place < to) again->push_back(static_cast<double>(offset + place));
  }
}

#if defined(__x86_64__)
namespace avx512 {
#define TARGET __attribute__((target("avx2,fma,avx512f,avx512dq,avx512vl")))
constexpr int LANES = 8;
typedef double V __attribute__((vector_size(64)));
typedef uint64_t U __attribute__((vector_size(64)));
TARGET inline U Spread(uint64_t value) { return (U)_mm512_set1_epi64(static_cast<long long>(value)); }
TARGET inline U Numbered(uint32_t first) { return Spread(first) + U{0, 1, 2, 3, 4, 5, 6, 7}; }
TARGET inline U Product(U a, uint32_t b) { return (U)_mm512_mul_epu32((__m512i)a, (__m512i)Spread(b)); }
TARGET inline V Root(V value) { return (V)_mm512_sqrt_pd((__m512d)value); }
TARGET inline V Rounded(V value) {
  __asm__("" : "+v"(value));
  return value;
}
TARGET inline unsigned Doubtful(U bits) {
  return _mm512_testn_epi64_mask((__m512i)(bits + Spread(kBelow)), (__m512i)Spread(kOutside));
}
TARGET inline void Store(float* out, const V values[4]) {
  const __m256 a = _mm512_cvtpd_ps((__m512d)values[0]), b = _mm512_cvtpd_ps((__m512d)values[1]);
  const __m256 c = _mm512_cvtpd_ps((__m512d)values[2]), d = _mm512_cvtpd_ps((__m512d)values[3]);
  const __m256d ab = (__m256d)_mm256_unpacklo_ps(a, b), cd = (__m256d)_mm256_unpacklo_ps(c, d);
  const __m256d AB = (__m256d)_mm256_unpackhi_ps(a, b), CD = (__m256d)_mm256_unpackhi_ps(c, d);
  // Blocks 0 and 4, 1 and 5, 2 and 6, 3 and 7.
  const __m256 even0 = (__m256)_mm256_unpacklo_pd(ab, cd), odd0 = (__m256)_mm256_unpackhi_pd(ab, cd);
  const __m256 even2 = (__m256)_mm256_unpacklo_pd(AB, CD), odd2 = (__m256)_mm256_unpackhi_pd(AB, CD);
  _mm256_storeu_ps(out, _mm256_permute2f128_ps(even0, odd0, 0x20));
  _mm256_storeu_ps(out + 8, _mm256_permute2f128_ps(even2, odd2, 0x20));
  _mm256_storeu_ps(out + 16, _mm256_permute2f128_ps(even0, odd0, 0x31));
  _mm256_storeu_ps(out + 24, _mm256_permute2f128_ps(even2, odd2, 0x31));
}
#include "kernel.h"
#undef TARGET
}  // namespace avx512

namespace avx2 {
#define TARGET __attribute__((target("avx2,fma")))
constexpr int LANES = 4;
typedef double V __attribute__((vector_size(32)));
typedef uint64_t U __attribute__((vector_size(32)));
TARGET inline U Spread(uint64_t value) { return (U)_mm256_set1_epi64x(static_cast<long long>(value)); }
TARGET inline U Numbered(uint32_t first) { return Spread(first) + U{0, 1, 2, 3}; }
TARGET inline U Product(U a, uint32_t b) { return (U)_mm256_mul_epu32((__m256i)a, (__m256i)Spread(b)); }
TARGET inline V Root(V value) { return (V)_mm256_sqrt_pd((__m256d)value); }
TARGET inline V Rounded(V value) {
  __asm__("" : "+x"(value));
  return value;
}
TARGET inline unsigned Doubtful(U bits) {
  const U outside = (bits + Spread(kBelow)) & Spread(kOutside);
  return _mm256_movemask_pd((__m256d)_mm256_cmpeq_epi64((__m256i)outside, _mm256_setzero_si256()));
}
TARGET inline void Store(float* out, const V values[4]) {
  __m128 a = _mm256_cvtpd_ps((__m256d)values[0]), b = _mm256_cvtpd_ps((__m256d)values[1]);
  __m128 c = _mm256_cvtpd_ps((__m256d)values[2]), d = _mm256_cvtpd_ps((__m256d)values[3]);
  _MM_TRANSPOSE4_PS(a, b, c, d);
  _mm_storeu_ps(out, a);
  _mm_storeu_ps(out + 4, b);
  _mm_storeu_ps(out + 8, c);
  _mm_storeu_ps(out + 12, d);
}
#include "kernel.h"
#undef TARGET
}  // namespace avx2
#endif

// Every x86-64 and arm64 has vectors of two; elsewhere the compiler takes them apart.
namespace baseline {
#define TARGET
constexpr int LANES = 2;
typedef double V __attribute__((vector_size(16)));
typedef uint64_t U __attribute__((vector_size(16)));
inline U Spread(uint64_t value) { return U{value, value}; }
inline U Numbered(uint32_t first) { return U{first, first + uint64_t{1}}; }
inline U Product(U a, uint32_t b) {
#if defined(__x86_64__)
  return (U)_mm_mul_epu32((__m128i)a, (__m128i)Spread(b));
#elif defined(__aarch64__)
  return (U)vmull_n_u32(vmovn_u64((uint64x2_t)a), b);
#else
  return (a & Spread(0xffffffffu)) * Spread(b);
#endif
}
inline V Root(V value) {
#if defined(__x86_64__)
  return (V)_mm_sqrt_pd((__m128d)value);
#elif defined(__aarch64__)
  return (V)vsqrtq_f64((float64x2_t)value);
#else
  return V{std::sqrt(value[0]), std::sqrt(value[1])};
#endif
}
inline V Rounded(V value) {
#if defined(__x86_64__)
  __asm__("" : "+x"(value));
#elif defined(__aarch64__)
  __asm__("" : "+w"(value));
#else
  __asm__("" : "+m"(value));
#endif
  return value;
}
inline unsigned Doubtful(U bits) {
  const U outside = (bits + Spread(kBelow)) & Spread(kOutside);
  return (outside[0] == 0 ? 1 : 0) | (outside[1] == 0 ? 2 : 0);
}
inline void Store(float* out, const V values[4]) {
  for (int i = 0; i < 8; i++) out[i] = static_cast<float>(values[i % 4][i / 4]);
}
#include "kernel.h"
#undef TARGET
}  // namespace baseline

}  // namespace

const std::vector<Path>& Paths() {
  // Never destroyed: threads may still run when the process exits.
  static const std::vector<Path>& paths = *[] {
    auto* found = new std::vector<Path>;
#if defined(__x86_64__)
    __builtin_cpu_init();
    const bool fused = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (fused && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl"))
      found->push_back({"avx512", avx512::Normals, avx512::Words});
    if (fused) found->push_back({"avx2", avx2::Normals, avx2::Words});
#endif
    found->push_back({"baseline", baseline::Normals, baseline::Words});
    return found;
  }();
  return paths;
}

Keys::Keys(const Place& place, uint32_t image_number)
    : image(image_number), step(place.step), replica(place.replica) {
  for (uint32_t i = 0; i < 10; i++) {
    round[i][0] = place.seed + i * 0x9e3779b9u;
    round[i][1] = place.stream + i * 0xbb67ae85u;
  }
}

}  // namespace noise
