/** Changes inside zip archives that leave them archives: entries' bytes and names, with lengths and checksums that fit. */
import {unzipSync, zipSync} from 'fflate';
import {mutate, type Vocabulary} from '../mutate.js';
import type {Random} from '../random.js';

export type Entries = Record<string, Uint8Array>;

const ODD_NAMES = ['../out', '/etc/passwd', 'a\\b', 'a\u001b[31m', 'a\nb', '__proto__', 'é', 'x'.repeat(300), ''];

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
  return pack(entries, random.oneIn(4) ? 1 : 0);
}
