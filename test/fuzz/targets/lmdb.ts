/** LMDB's records, as the helper that reads a database writes them to its pipe; and databases, which LMDB's own library reads. */
import {type ChildProcessByStdio, spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {Readable, type Writable} from 'node:stream';
import {readRecords} from '../../../src/data/lmdb/records.js';
import {lsunSource} from '../../../src/data/sources/lsun.js';
import {packageRoot} from '../../../src/paths.js';
import {ProblemError} from '../../../src/problem.js';
import {pythonPackages} from '../../../src/runtime/python.js';
import {mutate} from '../mutate.js';
import {holds, type Target} from '../target.js';
import {fixture} from './fixture.js';

const HELPER = join(packageRoot, 'src', 'data', 'lmdb');

const record = (key: Buffer, value: Buffer): Buffer => {
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32LE(key.length, 0);
  lengths.writeUInt32LE(value.length, 4);
  return Buffer.concat([lengths, key, value]);
};

export const lmdbRecords: Target = {
  name: 'lmdb-records',
  file: 'records',
  seeds: () => [
    Buffer.concat([record(Buffer.from('a'), Buffer.from('one')), record(Buffer.from('bb'), Buffer.alloc(40))]),
    record(Buffer.alloc(0), Buffer.alloc(0)),
    record(Buffer.alloc(1025), Buffer.alloc(0)),
  ],
  make: (random) =>
    Buffer.concat(
      Array.from({length: random.below(4)}, () =>
        record(random.bytes(random.below(9)), random.bytes(random.below(99))),
      ),
    ),
  async read(_path, bytes) {
    // The pipe cuts where it likes: what comes out does not depend on it.
    const pieces: Buffer[] = [];
    for (let at = 0, size = 1; at < bytes.length; at += size, size = ((size * 7) % 61) + 1)
      pieces.push(bytes.subarray(at, at + size));
    const found: Buffer[] = [];
    for await (const {key, value} of readRecords(Readable.from(pieces))) found.push(record(key, value));
    holds(Buffer.concat(found).equals(bytes), 'records that were not in what was read');
  },
};

/** Where a database says what it is: two descriptions, of which the newer counts, and the head of its one page of records. */
const HEADS = [
  [0, 160],
  [4096, 160],
  [8192, 64],
] as const;

interface Answer {
  status: number;
  kibibytes: number;
  stdout: Buffer;
  stderr: Buffer;
}

/** Asks the process that forks one for the databases, as the source asks one that it starts. */
class Server {
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly parts: AsyncIterator<Buffer>;
  private rest = Buffer.alloc(0);

  constructor() {
    const packages = pythonPackages(join(HELPER, 'requirements.txt'), {name: 'lmdb', log() {}});
    const command = [
      join(packageRoot, 'test', 'fuzz', 'targets', 'lmdbServer.py'),
      join(HELPER, 'records.py'),
      packages,
    ];
    this.child = spawn('python3', command, {stdio: ['pipe', 'pipe', 'inherit']});
    this.parts = this.child.stdout[Symbol.asyncIterator]();
    process.on('exit', () => this.child.kill());
  }

  /** What the helper answers when it is asked for the number of records, and for the records. */
  async ask(folder: string): Promise<{counted: Answer; read: Answer}> {
    this.child.stdin.write(`${folder}\n`);
    return {counted: await this.answer(), read: await this.answer()};
  }

  private async answer(): Promise<Answer> {
    const head = await this.take(16);
    const [status, kibibytes, out, error] = [0, 4, 8, 12].map((at) => head.readInt32LE(at));
    return {status: status!, kibibytes: kibibytes!, stdout: await this.take(out!), stderr: await this.take(error!)};
  }

  private async take(length: number): Promise<Buffer> {
    while (this.rest.length < length) {
      const {value, done} = await this.parts.next();
      if (done) throw new Error('the process that asks LMDB has ended');
      this.rest = Buffer.concat([this.rest, value as Buffer]);
    }
    const taken = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(length);
    return taken;
  }
}

let server: Server | undefined;

/** What the source makes of the two answers of its helper. */
async function readByFork(path: string): Promise<void> {
  server ??= new Server();
  const {counted, read} = await server.ask(dirname(path));
  const count = sound(counted) ? Number(counted.stdout) : refused(counted);
  let found = 0;
  for await (const {value} of readRecords(Readable.from([read.stdout]))) {
    holds(value.length <= 2 ** 28, 'more bytes than are read');
    found += 1;
  }
  holds(found <= count, `${found} records of ${count}`);
  if (!sound(read)) refused(read);
  holds(found === count, `${found} records of ${count}`);
}

/** Signals by which LMDB's library ends its process for a damaged database: ABRT, BUS, FPE and SEGV. */
const ENDS = new Set([-6, -7, -8, -11]);

function sound({status, kibibytes, stderr}: Answer): boolean {
  holds(kibibytes < 2 ** 19, `${kibibytes} KiB of memory`);
  holds(status >= 0 || ENDS.has(status), `its process was ended by the signal ${-status}`);
  holds(status <= 0 || stderr.toString().trim() !== '', 'a refusal without a message');
  return status === 0;
}

function refused({stderr}: Answer): never {
  throw new ProblemError({
    code: 'bad-data',
    message: stderr.toString().trim().split('\n').at(-1) || 'ended by a signal',
  });
}

async function readBySource(path: string): Promise<void> {
  const source = lsunSource(dirname(path), 'train', () => {});
  let count = 0;
  for await (const image of source.images()) {
    holds('encoded' in image && image.encoded.length <= 2 ** 28, 'more bytes than are read');
    count += 1;
  }
  holds(count === source.count, `${count} images of ${source.count}`);
}

/** One in this many inputs goes through the source itself, which starts Python twice for it. */
const SOURCE_EVERY = 1000;
let reads = 0;

/** A library in C gets this, in a process that some inputs end: too slow for the slice. */
export const lmdbFile: Target = {
  name: 'lmdb-file',
  file: 'data.mdb',
  slice: 0,
  seeds: () => [readFileSync(fixture('data', 'lsun', 'bedroom_train_lmdb', 'data.mdb'))],
  mutate(bytes, random, vocabulary) {
    const [at, length] = random.pick(HEADS);
    if (bytes.length < at + length) return undefined;
    const head = mutate(bytes.subarray(at, at + length), random, vocabulary).subarray(0, length);
    return Buffer.concat([bytes.subarray(0, at), head, bytes.subarray(at + head.length)]);
  },
  read: (path) => (++reads % SOURCE_EVERY === 0 ? readBySource(path) : readByFork(path)),
};
