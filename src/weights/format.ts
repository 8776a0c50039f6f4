/** The format of a file of weights or arrays, by its first bytes: the ending of a name says little. */
import {closeSync, fstatSync, openSync, readSync, statSync} from 'node:fs';

export type WeightsFormat = 'safetensors' | 'pytorch' | 'shards';

/** Something else than the weights that were expected, and how to get them. */
export interface OtherContent {
  what: string;
  suggestion?: string;
}

/** Bytes that are looked at. */
const HEAD = 4096;
const AGAIN = 'fetch the file again, by the address that its page gives for the download';

/** Signatures, as the formats' own documents give them. */
const OTHERS: readonly [begin: string | RegExp, content: OtherContent][] = [
  [
    'version https://git-lfs.github.com/',
    {what: 'a Git LFS pointer, not the file itself', suggestion: '`git lfs pull` in its repository fetches the file'},
  ],
  [/^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|!--)/i, {what: 'an HTML page', suggestion: AGAIN}],
  [/^(?:\xef\xbb\xbf)?\s*<\?xml/, {what: 'an XML page', suggestion: AGAIN}],
  ['\x89HDF\r\n', {what: 'an HDF5 file'}],
  ['\x93NUMPY', {what: 'a NumPy array (.npy)'}],
  ['\x1f\x8b', {what: 'compressed by gzip', suggestion: 'unpack it first'}],
  [/^[\s\S]{257}ustar/, {what: 'a tar archive', suggestion: 'unpack it first'}],
  [/^\s*\{/, {what: 'JSON text'}],
  [/^[\t\n\r\x20-\x7e]+$/, {what: 'text'}],
];

/** A file's first bytes as Latin-1, and its size. */
export function headOf(path: string): {head: string; size: number} {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(HEAD);
    const count = readSync(file, bytes, 0, HEAD, 0);
    return {head: bytes.toString('latin1', 0, count), size: fstatSync(file).size};
  } finally {
    closeSync(file);
  }
}

/**
 * The format of a file that may hold weights, or undefined. A pickle (0x80) is PyTorch's older form; `shards` is the list of
 * files among which large weights are divided (`model.safetensors.index.json`).
 */
export function formatOf(path: string): WeightsFormat | undefined {
  if (!statSync(path).isFile()) return undefined;
  const {head, size} = headOf(path);
  // The header's length as 64 bits, then its JSON. Any byte may be the first of a length.
  if (head[8] === '{' && Buffer.from(head, 'latin1').readBigUInt64LE(0) <= BigInt(size)) return 'safetensors';
  if (head.startsWith('PK\x03\x04') || head.startsWith('\x80')) return 'pytorch';
  return /^\s*\{[\s\S]*"weight_map"/.test(head) ? 'shards' : undefined;
}

/** What a file is where it is recognised as something else than weights; undefined where it is not. */
export function otherContent(path: string): OtherContent | undefined {
  const stat = statSync(path);
  if (stat.isDirectory()) return {what: 'a folder', suggestion: 'name the file of weights in it'};
  if (!stat.isFile()) return {what: 'no file'};
  if (formatOf(path) !== undefined) return undefined;
  const {head} = headOf(path);
  if (head === '') return {what: 'empty', suggestion: AGAIN};
  return OTHERS.find(([begin]) => (typeof begin === 'string' ? head.startsWith(begin) : begin.test(head)))?.[1];
}
