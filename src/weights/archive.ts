/** Zip archives, read entry by entry: PyTorch's checkpoints, NumPy's .npz, images. Nothing is ever unpacked to disk. */
import {type Entry, openPromise, type ZipFile} from 'yauzl';
import {messageOf, ProblemError} from '../problem.js';

export interface Archive {
  /** Uncompressed sizes by name. */
  sizes: ReadonlyMap<string, number>;
  /** The bytes of an entry, at most `limit` of them. */
  read(name: string, limit: number): Promise<Buffer>;
  /** The bytes of an entry, part by part, whatever its size. */
  stream(name: string): Promise<AsyncIterable<Buffer>>;
  /** Where an entry that is stored, not compressed, begins in the file. */
  offsetOf(name: string): Promise<number>;
  close(): void;
}

const MOST_ENTRIES = 5_000_000;

const refuse = (path: string, why: string): ProblemError =>
  new ProblemError({code: 'bad-archive', file: path, message: `${path} is not a sound zip archive: ${why}`});

/** Opens an archive. Throws a ProblemError for one that breaks the format's rules, or that names a path outside itself. */
export async function openArchive(path: string): Promise<Archive> {
  const entries = new Map<string, Entry>();
  let zip: ZipFile;
  try {
    zip = await openPromise(path, {
      lazyEntries: true,
      autoClose: false,
      validateEntrySizes: true,
      strictFileNames: true,
    });
  } catch (error) {
    throw refuse(path, messageOf(error));
  }
  try {
    if (zip.entryCount > MOST_ENTRIES) throw new Error(`it claims ${zip.entryCount} entries`);
    for await (const entry of zip.eachEntry()) {
      if (entries.has(entry.fileName)) throw new Error(`the name ${JSON.stringify(entry.fileName)} occurs twice`);
      if (entry.isEncrypted()) throw new Error(`${entry.fileName} is encrypted`);
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    zip.close();
    throw refuse(path, messageOf(error));
  }
  const entryOf = (name: string): Entry => {
    const entry = entries.get(name);
    if (!entry) throw refuse(path, `it has no ${name}`);
    return entry;
  };
  return {
    sizes: new Map([...entries].map(([name, {uncompressedSize}]) => [name, uncompressedSize])),
    async read(name, limit) {
      const entry = entryOf(name);
      if (entry.uncompressedSize > limit)
        throw refuse(path, `${name} claims ${entry.uncompressedSize} bytes, more than the ${limit} that are read`);
      try {
        const parts: Buffer[] = [];
        for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
        return Buffer.concat(parts);
      } catch (error) {
        throw refuse(path, `${name}: ${messageOf(error)}`);
      }
    },
    async stream(name) {
      const entry = entryOf(name);
      return (async function* () {
        try {
          for await (const part of await zip.openReadStreamPromise(entry)) yield part as Buffer;
        } catch (error) {
          throw refuse(path, `${name}: ${messageOf(error)}`);
        }
      })();
    },
    async offsetOf(name) {
      const entry = entryOf(name);
      if (entry.compressionMethod !== 0 || entry.compressedSize !== entry.uncompressedSize)
        throw refuse(path, `${name} is compressed; the tensors of a checkpoint are not`);
      let begin: number;
      try {
        begin = (await zip.readLocalFileHeaderPromise(entry, {minimal: true})).fileDataStart;
      } catch (error) {
        throw refuse(path, `${name}: ${messageOf(error)}`);
      }
      if (begin + entry.compressedSize > zip.fileSize) throw refuse(path, `${name} reaches beyond the end of the file`);
      return begin;
    },
    close: () => zip.close(),
  };
}
