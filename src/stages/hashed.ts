/** Numbers that any language can make again, for comparing with what was computed elsewhere. Arithmetic only. */

const CRC = Uint32Array.from({length: 256}, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});
const crc32 = (text: string): number => {
  let c = 0xffffffff;
  for (const byte of Buffer.from(text)) c = CRC[(c ^ byte) & 255]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
};
/** Numbers in [−0.5, 0.5) that test/golden makes in the same way: a hash of a name and an index. */
export function hashed(name: string, count: number): Float64Array {
  const start = crc32(name);
  const numbers = new Float64Array(count);
  // Not Float64Array.from, which takes twenty times as long.
  for (let i = 0; i < count; i++) {
    let h = (Math.imul(i, 2654435761) + start) >>> 0;
    for (let round = 0; round < 2; round++) h = Math.imul(h ^ (h >>> 16), 0x45d9f3b) >>> 0;
    h = (h ^ (h >>> 16)) >>> 0;
    numbers[i] = h / 2 ** 32 - 0.5;
  }
  return numbers;
}
