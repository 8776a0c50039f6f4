/**
 * Everything that is written to disk goes through here, so that a kill, a power cut or a full disk leaves either what was
 * there or what was to be there. Knows bytes and names, not what they mean. Nothing else in src calls node:fs to write.
 *
 * A whole file or folder is made beside its place under a temporary name, synced, renamed, and its folder synced. What a
 * killed writer leaves under a temporary name is rubbish, which `sweep` removes. A failed sync is never tried again.
 */
import {randomBytes} from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  statSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {messageOf, ProblemError, remedyOf, usageError} from './problem.js';
import {hold} from './store/process.js';
import {codeOf, formerOf, isTemporary, removeQuietly, removeTree, sweep, temporaryFor, unlink} from './temporary.js';

/** Bytes of one call: none moves 2 GiB. */
const MOST_BYTES = 2 ** 30;

/** Does `work`; a system call that fails in it becomes a ProblemError that names `path`. */
function naming<T>(path: string, work: () => T, verb = 'written'): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ProblemError || !(error as NodeJS.ErrnoException).syscall) throw error;
    throw new ProblemError(
      {
        code: 'write',
        file: path,
        message: `${path} could not be ${verb}: ${messageOf(error)}`,
        suggestion: remedyOf(error) ?? 'free some disk or mend the folder, then run the same command again',
      },
      {cause: error},
    );
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    // Some network file systems cannot, and keep names by themselves.
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(codeOf(error) ?? '')) throw error;
  } finally {
    closeSync(handle);
  }
}

/** Makes a folder, and those that it lies in, so that they are still there after a power cut; `mode` is its own. */
export function makeFolder(folder: string, mode?: number): void {
  naming(folder, () => makeFolders(folder, mode), 'made');
}

function makeFolders(folder: string, mode = 0o777): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolders(parent);
  try {
    mkdirSync(folder, {mode});
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  syncFolder(parent);
}

/** Writes all bytes where the file stands; `most` at a time. */
export function writeWhole(file: number, bytes: Uint8Array, most = MOST_BYTES): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, Math.min(most, bytes.length - done));
}

/** Opens a file that no other writer has, and that is not there yet. */
function openNew(path: string): number {
  try {
    return openSync(path, 'wx');
  } catch (error) {
    // Left by this process, where it could not be removed.
    if (codeOf(error) !== 'EEXIST' || !isTemporary(path)) throw error;
    removeTree(path);
    return openSync(path, 'wx');
  }
}

/** Writes and syncs a file that is not there yet; a failure leaves none. Its name is durable when its folder was synced. */
function writeNew(path: string, produce: (write: (bytes: Uint8Array) => void) => void): void {
  const file = openNew(path);
  try {
    produce((bytes) => writeWhole(file, bytes));
    fsyncSync(file);
  } catch (error) {
    removeQuietly(path);
    throw error;
  } finally {
    closeSync(file);
  }
}

/** Renames; a server that did it and reports that it did not is seen through. */
function rename(from: string, to: string): void {
  const {ino, dev} = lstatSync(from, {bigint: true});
  try {
    renameSync(from, to);
  } catch (error) {
    const there = lstatSync(to, {bigint: true, throwIfNoEntry: false});
    if (there?.ino !== ino || there.dev !== dev || existsSync(from)) throw error;
  }
}

/**
 * Writes what `produce` hands out, in order: the name holds the old contents or the new, never a part. Throws a ProblemError
 * that names the file.
 */
export function writeParts(path: string, produce: (write: (bytes: Uint8Array) => void) => void): void {
  naming(path, () => {
    makeFolders(dirname(path));
    const temporary = temporaryFor(path);
    try {
      writeNew(temporary, produce);
      rename(temporary, path);
    } catch (error) {
      removeQuietly(temporary);
      throw error;
    }
    syncFolder(dirname(path));
  });
}

/**
 * Writes a folder: `fill` is given an empty one, which then takes the place of what is there under the name. Files in it
 * are to be written by `writeInto` or `linkInto`.
 */
export function writeFolder(path: string, fill: (scratch: string) => void): void {
  naming(path, () => {
    makeFolders(dirname(path));
    const temporary = temporaryFor(path);
    const former = formerOf(path);
    removeTree(temporary);
    try {
      mkdirSync(temporary);
      fill(temporary);
      syncTree(temporary);
      const isReplaced = existsSync(path);
      if (isReplaced) {
        removeTree(former);
        rename(path, former);
        // Never neither: until the new one has the name, `sweep` gives it back to the former one.
        syncFolder(dirname(path));
      }
      try {
        rename(temporary, path);
      } catch (error) {
        if (isReplaced) rename(former, path);
        throw error;
      }
      syncFolder(dirname(path));
      removeQuietly(former);
    } catch (error) {
      removeQuietly(temporary);
      throw error;
    }
  });
}

function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, {withFileTypes: true}))
    if (entry.isDirectory()) syncTree(join(folder, entry.name));
  syncFolder(folder);
}

/**
 * Throws a ProblemError where a file, or files in a folder, cannot be written at `path`: to be called before what takes
 * long. Leaves nothing there.
 */
export function requireWritable(path: string, kind: 'file' | 'folder' = 'file'): void {
  naming(path, () => {
    const there = path === '' ? undefined : statSync(path.replace(/(?<=.)\/+$/, ''), {throwIfNoEntry: false});
    const isOther = kind === 'file' ? path.endsWith('/') || there?.isFile() === false : there?.isDirectory() === false;
    if (path === '' || isOther)
      throw usageError({
        code: 'bad-output',
        message:
          path === '' ? 'the name of an output is empty' : `${path} is no ${kind}, and one is to be written there`,
        suggestion: `name another ${kind}`,
      });
    let folder = kind === 'file' ? dirname(path) : path;
    while (!existsSync(folder)) folder = dirname(folder);
    const probe = temporaryFor(join(folder, basename(path)));
    closeSync(openNew(probe));
    unlink(probe);
  });
}

/** A file of a folder that is being written: nobody looks for its name before all of it is there. */
export function writeInto(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), {recursive: true});
  writeNew(path, (write) => write(bytes));
}

/** Another name for a file, in a folder that is being written; false where links cannot be made. */
export function linkInto(from: string, path: string): boolean {
  mkdirSync(dirname(path), {recursive: true});
  try {
    linkSync(from, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw error;
    return existsSync(path);
  }
}

/**
 * Appends to a file and syncs it; returns its size after that. What a failure leaves of it is taken back, so that what is
 * appended next stands on its own; what a kill leaves is the reader's to know. For the file's one writer.
 */
export function append(path: string, bytes: Uint8Array): number {
  return naming(path, () => {
    makeFolders(dirname(path));
    const isNew = !existsSync(path);
    const file = openSync(path, 'a');
    let size = 0;
    try {
      size = fstatSync(file).size;
      try {
        writeWhole(file, bytes);
        fsyncSync(file);
      } catch (error) {
        try {
          ftruncateSync(file, size);
        } catch {}
        throw error;
      }
    } finally {
      closeSync(file);
    }
    if (isNew) syncFolder(dirname(path));
    return size + bytes.length;
  });
}

/** Cuts off what a kill left of a file's last line, so that what is appended next stands on its own. */
export function mendLines(path: string): void {
  naming(path, () => {
    const end = endOfLines(path);
    if (end !== undefined) cut(path, end);
  });
}

/** Where the last whole line of a file ends; undefined where that is its end, and where there is no file. */
function endOfLines(path: string): number | undefined {
  if (!existsSync(path)) return undefined;
  const file = openSync(path, 'r');
  try {
    const {size} = fstatSync(file);
    const block = Buffer.alloc(4096);
    for (let end = size; end > 0; ) {
      const start = Math.max(0, end - block.length);
      const count = readSync(file, block, 0, end - start, start);
      const at = block.subarray(0, count).lastIndexOf(10);
      if (at >= 0) return start + at + 1 === size ? undefined : start + at + 1;
      end = start;
    }
    return size === 0 ? undefined : 0;
  } finally {
    closeSync(file);
  }
}

/** Cuts a file back to `size` bytes; shorter and missing ones stay as they are. For the file's one writer. */
export function cutBack(path: string, size: number): void {
  naming(path, () => {
    if ((lstatSync(path, {throwIfNoEntry: false})?.size ?? 0) > size) cut(path, size);
  });
}

function cut(path: string, size: number): void {
  const file = openSync(path, 'r+');
  try {
    ftruncateSync(file, size);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Gives a file or a folder another name, which no folder may have. */
export function move(from: string, to: string): void {
  naming(
    from,
    () => {
      makeFolders(dirname(to));
      rename(from, to);
      syncFolder(dirname(to));
      if (dirname(from) !== dirname(to)) syncFolder(dirname(from));
    },
    `moved to ${to}`,
  );
}

/** Removes a file, where there is one. */
export function remove(path: string): void {
  naming(path, () => unlink(path), 'removed');
}

/** Removes a folder or a file with all that is in it: all of it is gone from its name before any of it is deleted. */
export function discard(path: string): void {
  naming(
    path,
    () => {
      if (!lstatSync(path, {throwIfNoEntry: false})) return;
      removeTree(setAside(path));
    },
    'removed',
  );
}

/** Takes away a name, durably; returns the temporary one. */
function setAside(path: string): string {
  const aside = temporaryFor(join(dirname(path), `${randomBytes(4).toString('hex')}.${basename(path)}`));
  rename(path, aside);
  syncFolder(dirname(path));
  return aside;
}

/**
 * A new file that this process holds until it closes what is returned; throws a ProblemError where its name is taken
 * (`codeOf` says EEXIST). `textOf` is told what `hold` says. Its name is not synced.
 */
export function createHeld(path: string, textOf: (held: string | undefined) => string): number {
  return naming(path, () => {
    const file = openNew(path);
    try {
      // Before anyone can read who holds it.
      writeWhole(file, Buffer.from(textOf(hold(path, file))));
      fsyncSync(file);
      return file;
    } catch (error) {
      closeSync(file);
      removeQuietly(path);
      throw error;
    }
  });
}

/** A second name for a file. Throws as createFile does. */
export function addName(from: string, to: string): void {
  naming(to, () => linkSync(from, to));
}

/** A symbolic link in the place of what is there. */
export function pointTo(target: string, path: string): void {
  naming(path, () => {
    makeFolders(dirname(path));
    const temporary = temporaryFor(path);
    removeTree(temporary);
    symlinkSync(target, temporary);
    rename(temporary, path);
  });
}

/** An empty folder in `parent`, gone when `work` ends, or what it promises; one that a kill leaves is swept when the next one is made. */
export function withScratch<T>(parent: string, work: (folder: string) => T): T {
  makeFolder(parent);
  sweep(parent, {owned: false});
  const folder = temporaryFor(join(parent, `ddsm-${randomBytes(4).toString('hex')}`));
  naming(folder, () => mkdirSync(folder, {mode: 0o700}), 'made');
  let result: T | undefined;
  try {
    result = work(folder);
  } finally {
    if (!(result instanceof Promise)) removeQuietly(folder);
  }
  return result instanceof Promise ? (result.finally(() => removeQuietly(folder)) as T) : result;
}
