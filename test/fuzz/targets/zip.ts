/** Changes inside zip archives that leave them archives: entries' bytes and names, with lengths and checksums that fit. */
import {unzipSync, zipSync} from 'fflate';
import {mutate, type Vocabulary} from '../mutate.js';
import type {Random} from '../random.js';

export type Entries = Record<string, Uint8Array>;

const ODD_NAMES = ['../out', '/etc/passwd', 'a\\b', 'a\u001b[31m', 'a\nb', '__proto__', 'é', 'x'.repeat(300), ''];

/** Marks of the large form (zip64), whose numbers have eight bytes. */
export const LARGE_FORM = ['PK\x06\x06', 'PK\x06\x07', Buffer.from([1, 0, 8, 0]), Buffer.alloc(4, 255)];

export const pack = (entries: Entries, level: 0 | 1 = 0): Buffer =>
  Buffer.from(zipSync(entries, {level, mtime: '1980-01-01T00:00:00'}));

/** One entry changed, renamed, removed or doubled; undefined for what is no archive any more. */
export function mutateEntries(bytes: Buffer, random: Random, vocabulary: Vocabulary): Buffer | undefined {
  let entries: Entries;
  try {
    // What claims to be large is left to the changes of bytes.
    entries = unzipSync(bytes, {filter: ({originalSize}) => originalSize < vocabulary.limit});
  } catch {
    return undefined;
  }
  const names = Object.keys(entries);
  if (names.length === 0) return undefined;
  const name = random.pick(names);
  const content = entries[name]!;
  switch (random.below(8)) {
    case 0:
      delete entries[name];
      break;
    case 1:
      entries[random.oneIn(2) ? random.pick(ODD_NAMES) : `${name}x`] = content;
      break;
    default:
      entries[name] = mutate(Buffer.from(content), random, vocabulary);
  }
  return pack(entries, random.oneIn(8) ? 1 : 0);
}

const END = Buffer.from('PK\x05\x06');
const ENTRY = Buffer.from('PK\x01\x02');

/** An archive with a directory of the large form (zip64), which can say that it lies anywhere. */
export function withLargeDirectory(
  archive: Buffer,
  {record, directory}: {record?: bigint; directory?: bigint},
): Buffer {
  const end = archive.lastIndexOf(END);
  const large = Buffer.alloc(56 + 20);
  large.write('PK\x06\x06', 'latin1');
  large.writeBigUInt64LE(44n, 4);
  large.writeBigUInt64LE(BigInt(archive.readUInt16LE(end + 8)), 24);
  large.writeBigUInt64LE(BigInt(archive.readUInt16LE(end + 10)), 32);
  large.writeBigUInt64LE(BigInt(archive.readUInt32LE(end + 12)), 40);
  large.writeBigUInt64LE(directory ?? BigInt(archive.readUInt32LE(end + 16)), 48);
  large.write('PK\x06\x07', 56, 'latin1');
  large.writeBigUInt64LE(record ?? BigInt(end), 64);
  large.writeUInt32LE(1, 72);
  return Buffer.concat([archive.subarray(0, end), large, archive.subarray(end)]);
}

/** An archive whose last entry says, in the field of the large form, that it lies at this place. */
export function withFarEntry(archive: Buffer, place: bigint): Buffer {
  const [entry, end] = [archive.lastIndexOf(ENTRY), archive.lastIndexOf(END)];
  const field = Buffer.alloc(12);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8, 2);
  field.writeBigUInt64LE(place, 4);
  const name = entry + 46 + archive.readUInt16LE(entry + 28);
  const changed = Buffer.concat([archive.subarray(0, name), field, archive.subarray(name)]);
  changed.writeUInt16LE(field.length, entry + 30);
  changed.writeUInt32LE(0xffffffff, entry + 42);
  changed.writeUInt32LE(archive.readUInt32LE(end + 12) + field.length, end + field.length + 12);
  return changed;
}
