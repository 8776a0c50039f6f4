/**
 * Where NVIDIA's driver is on this machine: `libcuda.so.1`, which comes with the driver and never with CUDA. Looks as the
 * loader would, in milliseconds and without opening it, and then where drivers lie that the loader is not told of.
 */
import {closeSync, openSync, readFileSync, readSync} from 'node:fs';
import {dirname, join} from 'node:path';

export interface Driver {
  /** The file `libcuda.so.1`. */
  path: string;
  /** Its folder, where the loader would not look by itself: it belongs into LD_LIBRARY_PATH. */
  folder?: string;
}

const NAME = 'libcuda.so.1';
/** Where the loader looks in the end, on the distributions there are. */
const SYSTEM = ['/lib/x86_64-linux-gnu', '/usr/lib/x86_64-linux-gnu', '/lib64', '/usr/lib64', '/lib', '/usr/lib'];
/** WSL2, containers with the driver mounted, NixOS. */
const ELSEWHERE = ['/usr/lib/wsl/lib', '/usr/local/nvidia/lib64', '/usr/local/nvidia/lib', '/run/opengl-driver/lib'];

/** The driver of the machine whose files lie under `root`, or undefined. */
export function findDriver({
  root = '/',
  environment = process.env as Record<string, string | undefined>,
} = {}): Driver | undefined {
  const known = [
    ...(environment.LD_LIBRARY_PATH ?? '').split(/[:;]/).filter(Boolean),
    ...cachedPaths(join(root, 'etc', 'ld.so.cache'), NAME).map(dirname),
    ...SYSTEM,
  ];
  const holds = (folder: string): boolean => isLibrary(join(root, folder, NAME));
  const found = known.find(holds);
  if (found !== undefined) return {path: join(root, found, NAME)};
  const other = ELSEWHERE.find(holds);
  return other === undefined ? undefined : {path: join(root, other, NAME), folder: join(root, other)};
}

/** Whether a file is a shared library of this machine's kind: 64-bit, x86. A driver of 32 bits lies beside it often. */
function isLibrary(path: string): boolean {
  const header = Buffer.alloc(20);
  try {
    const file = openSync(path, 'r');
    try {
      if (readSync(file, header) < header.length) return false;
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
  return header.readUInt32BE(0) === 0x7f454c46 && header[4] === 2 && header.readUInt16LE(18) === 62;
}

const CACHE_MAGIC = 'glibc-ld.so.cache1.1';
/** Bytes of the cache's header and of one of its entries: flags, offsets of name and path, version, capabilities. */
const HEADER = 48;
const ENTRY = 24;

/** Paths of a library in the loader's cache, in its order; none where there is no cache that can be read. */
export function cachedPaths(file: string, name: string): string[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return [];
  }
  const start = bytes.indexOf(CACHE_MAGIC);
  if (start < 0 || start + HEADER > bytes.length) return [];
  const cache = bytes.subarray(start);
  const text = (offset: number): string => {
    const end = cache.indexOf(0, offset);
    return cache.toString('utf8', offset, end < 0 ? cache.length : end);
  };
  const count = Math.min(cache.readUInt32LE(CACHE_MAGIC.length), Math.floor((cache.length - HEADER) / ENTRY));
  const paths: string[] = [];
  for (let index = 0; index < count; index++) {
    const at = HEADER + index * ENTRY;
    if (text(cache.readUInt32LE(at + 4)) === name) paths.push(text(cache.readUInt32LE(at + 8)));
  }
  return paths;
}
