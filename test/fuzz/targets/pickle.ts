/** Pickles: CIFAR's batches of the Python version, and dictionaries of tensors. */
import type {Random} from '../random.js';

const OPCODES = Buffer.from([
  ...[0x28, 0x30, 0x4e, 0x88, 0x89, 0x7d, 0x5d, 0x29, 0x74, 0x85, 0x86, 0x87, 0x6c, 0x94, 0x93, 0x52, 0x51],
  ...[0x73, 0x75, 0x61, 0x65, 0x62],
]);
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const one = (...bytes: number[]): Buffer => Buffer.from(bytes);

/** A pickle whose opcodes all have what they read behind them; whether the stack suffices is chance. */
export function makePickle(random: Random, globals: readonly string[]): Buffer {
  const parts: Buffer[] = [one(0x80, random.pick([2, 3, 4, 5]))];
  const text = (): Buffer =>
    Buffer.from(random.pick(['data', 'labels', '0', 'u1', 'storage', 'cpu', '', 'é', ...globals]));
  let kept = 0;
  for (let left = 4 + random.below(40); left > 0; left--) {
    switch (random.below(11)) {
      case 0: {
        const word = text();
        parts.push(one(0x58), u32(word.length), word);
        break;
      }
      case 1:
        parts.push(one(0x4b, random.below(256)));
        break;
      case 2:
        parts.push(one(0x4a), u32(random.word()));
        break;
      case 3: {
        const length = random.below(10);
        parts.push(one(0x8a, length), random.bytes(length));
        break;
      }
      case 4: {
        const length = random.pick([0, 1, 4, 12]);
        parts.push(one(0x43, length), random.bytes(length));
        break;
      }
      case 5: {
        const name = random.pick(globals);
        const at = name.lastIndexOf('.');
        parts.push(Buffer.from(`c${name.slice(0, at)}\n${name.slice(at + 1)}\n`));
        break;
      }
      case 6:
        parts.push(one(0x71, kept));
        kept = Math.min(255, kept + 1);
        break;
      case 7:
        parts.push(one(0x68, random.below(kept + 1)));
        break;
      default:
        parts.push(one(random.pick([...OPCODES])));
    }
  }
  parts.push(one(0x2e));
  return Buffer.concat(parts);
}

/** A list of two lists, each of which is the one before twice: small, and endless to whoever spells it out. */
export function pickleBomb(use: Buffer, depth = 60): Buffer {
  const parts = [one(0x80, 2), use, one(0x5d, 0x71, 0, 0x30)];
  for (let level = 1; level <= depth; level++)
    parts.push(one(0x5d, 0x71, level, 0x28, 0x68, level - 1, 0x68, level - 1, 0x65, 0x30));
  return Buffer.concat([...parts, one(0x68, depth)]);
}
