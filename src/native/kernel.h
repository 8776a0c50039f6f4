// Standard normals for one instruction set: the body of a namespace, included once per set by noise.cc, which defines
// there LANES, TARGET, the vector types V (double), U (uint64_t) and F (float), and what the language has no operator for.
//
// Each value is computed in double, within a few units of its last place of what random.ts computes: the angle is
// rounded as it is there, all else is the same real function. Rounding to float then gives the same number, unless the
// double lies that near the middle between two floats. Those are reported, and JavaScript computes them again.

// The ten rounds for LANES counters that follow each other. Only the low halves of the words' lanes count until the end.
TARGET inline void Philox(U words[4], uint32_t first, const Keys& keys) {
  U c0 = Numbered(first), c1 = Spread(keys.image), c2 = Spread(keys.step), c3 = Spread(keys.replica);
  for (int round = 0; round < 10; round++) {
    const U p0 = Product(c0, 0xd2511f53u), p1 = Product(c2, 0xcd9e8d57u);
    c0 = (p1 >> 32) ^ c1 ^ Spread(keys.round[round][0]);
    c1 = p1;
    c2 = (p0 >> 32) ^ c3 ^ Spread(keys.round[round][1]);
    c3 = p0;
  }
  const U low = Spread(0xffffffffu);
  words[0] = c0 & low;
  words[1] = c1 & low;
  words[2] = c2 & low;
  words[3] = c3 & low;
}

// A whole number below 2^32 (or an exponent) as a double, less `offset`: the bits below those of 2^52.
TARGET inline V Number(U whole, double offset) { return (V)(whole | Spread(0x4330000000000000u)) - (0x1p52 + offset); }

// √(−2 ln((word + ½) / 2^32)). ln(2^e m) = e ln 2 + 2 artanh((m − 1) / (m + 1)), m from √½ to √2, by Taylor: ten terms
// leave less than 2^−54 of the value.
TARGET inline V Radius(U word) {
  const U root = Spread(0x3fe6a09e00000000u), one = Spread(0x3ff0000000000000u);
  const U bits = (U)Number(word, -0.5) + (one - root);
  const V exponent = Number(bits >> 52, 1023 + 32);
  const V f = (V)((bits & Spread(0x000fffffffffffffu)) + root) - 1.0;
  const V s = f / (f + 2.0);
  const V z = s * s;
  V sum = z * (2.0 / 19) + 2.0 / 17;
  sum = sum * z + 2.0 / 15;
  sum = sum * z + 2.0 / 13;
  sum = sum * z + 2.0 / 11;
  sum = sum * z + 2.0 / 9;
  sum = sum * z + 2.0 / 7;
  sum = sum * z + 2.0 / 5;
  sum = sum * z + 2.0 / 3;
  const V log = exponent * 0x1.62e42fefa39efp-1 + (s * z * sum + 2.0 * s);
  return Root(-2.0 * log);
}

// Cosine and sine of 2π (word + ½) / 2^32 as random.ts rounds it, times `radius`. Reduced by quarter turns, then Taylor:
// up to r^16 leaves less than 2^−53 of the value. Near their zeros the two are as precise as elsewhere, since
// what is taken off is π/2 to 86 bits, the first part exactly.
TARGET inline void Turn(U word, V radius, V* cosine, V* sine) {
  // Kept apart from the subtraction: fused with it, the product would not be rounded.
  const V angle = Rounded(Number(word, -0.5) * 0x1.921fb54442d18p-30);
  const U quarter = (word + Spread(0x20000000u)) >> 30;
  const V turns = Number(quarter, 0);
  const V r = (angle - turns * 0x1.921fb5444p+0) - turns * 0x1.68c234c4c6629p-39;
  const V z = r * r;
  V odd = z * (-1.0 / 1307674368000) + 1.0 / 6227020800;
  odd = odd * z - 1.0 / 39916800;
  odd = odd * z + 1.0 / 362880;
  odd = odd * z - 1.0 / 5040;
  odd = odd * z + 1.0 / 120;
  odd = odd * z - 1.0 / 6;
  V even = z * (1.0 / 20922789888000) - 1.0 / 87178291200;
  even = even * z + 1.0 / 479001600;
  even = even * z - 1.0 / 3628800;
  even = even * z + 1.0 / 40320;
  even = even * z - 1.0 / 720;
  even = even * z + 1.0 / 24;
  even = even * z - 0.5;
  const U s = (U)((z * odd) * r + r), c = (U)(z * even + 1.0);
  // In odd quarters the two change places.
  const U swap = (s ^ c) & (Spread(0) - (quarter & Spread(1)));
  *cosine = (V)(c ^ swap ^ (((quarter + Spread(1)) & Spread(2)) << 62)) * radius;
  *sine = (V)(s ^ swap ^ ((quarter & Spread(2)) << 62)) * radius;
}

// LANES blocks of four numbers from block `first` on. Returns a bit per number that must be computed again, in order of
// lanes within order in a block.
TARGET inline uint64_t Blocks(float* out, uint32_t first, const Keys& keys) {
  U words[4];
  V values[4];
  Philox(words, first, keys);
  Turn(words[1], Radius(words[0]), &values[0], &values[1]);
  Turn(words[3], Radius(words[2]), &values[2], &values[3]);
  uint64_t doubtful = 0;
  for (int i = 0; i < 4; i++) doubtful |= static_cast<uint64_t>(Doubtful((U)values[i])) << (i * LANES);
  Store(out, values);
  return doubtful;
}

TARGET void Normals(float* out, size_t from, size_t to, const Keys& keys, std::vector<double>* again, size_t offset) {
  constexpr size_t step = 4 * LANES;
  for (size_t index = from; index < to; index += step) {
    uint64_t doubtful;
    if (index + step <= to) {
      doubtful = Blocks(out + index, static_cast<uint32_t>(index / 4), keys);
    } else {
      float last[step];
      doubtful = Blocks(last, static_cast<uint32_t>(index / 4), keys);
      std::memcpy(out + index, last, (to - index) * sizeof(float));
    }
    if (__builtin_expect(doubtful != 0, 0)) Report(doubtful, LANES, index, to, again, offset);
  }
}

TARGET void Words(uint32_t* out, size_t length, const Keys& keys) {
  for (size_t index = 0; index < length; index += 4 * LANES) {
    U words[4];
    Philox(words, static_cast<uint32_t>(index / 4), keys);
    for (size_t i = 0; i < 4 * LANES && index + i < length; i++)
      out[index + i] = static_cast<uint32_t>(words[i % 4][i / 4]);
  }
}
