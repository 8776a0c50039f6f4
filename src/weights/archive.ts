/** Zip archives, read entry by entry: PyTorch's checkpoints, NumPy's .npz, images. Nothing is ever unpacked to disk. */
import {closeSync, existsSync, fstatSync, openSync, readSync, statSync} from 'node:fs';
import {Readable} from 'node:stream';
import {type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile} from 'yauzl';
import {messageOf, ProblemError} from '../problem.js';
import {headOf, otherContent} from './format.js';

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

const refuse = (path: string, why: string, suggestion?: string): ProblemError =>
  new ProblemError({
    code: 'bad-archive',
    file: path,
    message: `${path} is not a sound zip archive: ${why}`,
    ...(suggestion === undefined ? {} : {suggestion}),
  });

/** Bytes that a stream reads at a time. */
const PART = 2 ** 16;

/**
 * A file, read by position. What an archive says of where things are may be any number: Node's own calls throw for some of
 * them where no one can catch it, so a place that the file does not have is an error here.
 */
class FileReader extends RandomAccessReader {
  readonly size: number;
  private file: number | undefined;

  constructor(path: string) {
    super();
    if (!statSync(path).isFile()) throw new Error('it is no file');
    this.file = openSync(path, 'r');
    this.size = fstatSync(this.file).size;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    let failed: Error | null = null;
    try {
      this.fill(buffer.subarray(offset, offset + length), position);
    } catch (error) {
      failed = error as Error;
    }
    callback(failed);
  }

  override createReadStream({start, end}: {start: number; end: number}): Readable {
    return Readable.from(this.parts(start, end), {objectMode: false});
  }

  private *parts(start: number, end: number): Generator<Buffer> {
    for (let at = start; at < end; at += PART) yield this.fill(Buffer.alloc(Math.min(PART, end - at)), at);
  }

  fill(part: Buffer, position: number): Buffer {
    if (this.file === undefined) throw new Error('it was closed');
    if (position + part.length > this.size) throw new Error(`it ends before byte ${position + part.length}`);
    for (let done = 0; done < part.length; ) {
      const count = readSync(this.file, part, done, part.length - done, position + done);
      if (count === 0) throw new Error('it ends early');
      done += count;
    }
    return part;
  }

  override close(callback: (error: Error | null) => void): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
    setImmediate(callback, null);
  }
}

/** Whether a file begins as an archive does: with an entry, or with the end of an empty directory. */
export function isZip(path: string): boolean {
  // A pipe would be waited for.
  if (!statSync(path).isFile()) return false;
  return ['PK\x03\x04', 'PK\x05\x06'].includes(headOf(path).head.slice(0, 4));
}

/** Throws where another entry follows the last: the count has 16 bits in the old form, and some programs let it wrap. */
function requireAll(reader: FileReader, zip: ZipFile): void {
  const {readEntryCursor: end} = zip as ZipFile & {readEntryCursor: number};
  if (end + 4 <= reader.size && reader.fill(Buffer.alloc(4), end).toString('latin1') === 'PK\x01\x02')
    throw new Error(`it has more entries than the ${zip.entryCount} that its end states; pack it again with zip or 7z`);
}

/** Opens an archive. Throws a ProblemError for one that breaks the format's rules, or that names a path outside itself. */
export async function openArchive(path: string): Promise<Archive> {
  const entries = new Map<string, Entry>();
  let reader: FileReader | undefined;
  let zip: ZipFile;
  try {
    reader = new FileReader(path);
    zip = await fromRandomAccessReaderPromise(reader, reader.size, {
      lazyEntries: true,
      autoClose: false,
      validateEntrySizes: true,
    });
  } catch (error) {
    reader?.close(() => {});
    const other = existsSync(path) ? otherContent(path) : undefined;
    throw refuse(path, other ? `it is ${other.what}` : messageOf(error), other?.suggestion);
  }
  try {
    if (zip.entryCount > MOST_ENTRIES) throw new Error(`it claims ${zip.entryCount} entries`);
    for await (const entry of zip.eachEntry()) {
      // Some tools write `./` before every path; of backslashes, as some of Windows' write, the reader has made slashes.
      const name = entry.fileName.replace(/^(\.\/)+/, '');
      if (entries.has(name)) throw new Error(`the name ${JSON.stringify(name)} occurs twice`);
      if (entry.isEncrypted()) throw new Error(`${name} is encrypted`);
      if (name !== '') entries.set(name, entry);
    }
    requireAll(reader, zip);
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
