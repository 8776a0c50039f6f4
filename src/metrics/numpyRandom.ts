/** NumPy's legacy generator, as far as published subsets of data sets were drawn with it. Arithmetic only. */

const STATE = 624;

/** MT19937, seeded with one 32-bit number as `numpy.random.RandomState(seed)`. */
class Twister {
  private readonly state = new Uint32Array(STATE);
  private at = STATE;

  constructor(seed: number) {
    this.state[0] = seed;
    for (let i = 1; i < STATE; i++) {
      const before = this.state[i - 1]! ^ (this.state[i - 1]! >>> 30);
      this.state[i] = Math.imul(1812433253, before) + i;
    }
  }

  word(): number {
    if (this.at === STATE) this.refill();
    let y = this.state[this.at++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  private refill(): void {
    const {state} = this;
    for (let i = 0; i < STATE; i++) {
      const y = (state[i]! & 0x80000000) | (state[(i + 1) % STATE]! & 0x7fffffff);
      state[i] = state[(i + 397) % STATE]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.at = 0;
  }
}

/** `numpy.random.RandomState(seed).choice(count, size, replace=False)`. */
export function numpyChoice(seed: number, count: number, size: number): Uint32Array {
  const twister = new Twister(seed);
  const order = Uint32Array.from({length: count}, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    let mask = last;
    for (const shift of [1, 2, 4, 8, 16]) mask |= mask >>> shift;
    let other = twister.word() & mask;
    while (other > last) other = twister.word() & mask;
    const kept = order[last]!;
    order[last] = order[other]!;
    order[other] = kept;
  }
  return order.subarray(0, size);
}
