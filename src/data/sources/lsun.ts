/** LSUN as published: an LMDB database of JPEG or WebP files, read by LMDB's own library through its Python binding. */
import {spawn, spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {packageRoot} from '../../paths.js';
import {pythonPackages} from '../../runtime/python.js';
import {lsunReads} from '../reads.js';
import {badData, type ImageSource, type Split} from '../source.js';

const HELPER = join(packageRoot, 'src', 'data', 'lmdb');
/** Largest value that is read. */
const VALUE_LIMIT = 2 ** 28;

export function lsunSource(path: string, split: Split, log: (line: string) => void): ImageSource {
  const {database} = lsunReads(path, split);
  const packages = pythonPackages(join(HELPER, 'requirements.txt'), {name: 'lmdb', log});
  const environment = {...process.env, PYTHONPATH: packages};
  const command = (first: string): string[] => [join(HELPER, 'records.py'), database, first];
  const counted = spawnSync('python3', command('count'), {env: environment, encoding: 'utf8'});
  const count = Number(counted.stdout);
  if (counted.status !== 0 || !Number.isSafeInteger(count))
    throw badData(database, `cannot be read as an LMDB database: ${counted.stderr.trim().split('\n').at(-1)}`);
  return {
    count,
    classes: [],
    async *images(first) {
      const child = spawn('python3', command(String(first)), {env: environment, stdio: ['ignore', 'pipe', 'pipe']});
      let errors = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        errors = (errors + text).slice(-2000);
      });
      const ended = new Promise<number | null>((done) => child.on('close', done));
      let given = first;
      try {
        for await (const {key, value} of records(child.stdout)) {
          given += 1;
          yield {name: key.toString('latin1'), encoded: value};
        }
        if ((await ended) !== 0 || given !== count)
          throw badData(database, `could be read only to record ${given}: ${errors.trim().split('\n').at(-1)}`);
      } finally {
        child.kill();
      }
    },
    close() {},
  };
}

/** The records in what the helper writes. */
async function* records(stream: AsyncIterable<Buffer>): AsyncGenerator<{key: Buffer; value: Buffer}> {
  let parts: Buffer[] = [];
  let held = 0;
  for await (const part of stream) {
    parts.push(part);
    held += part.length;
    for (;;) {
      if (held < 8) break;
      if (parts[0]!.length < 8) parts = [Buffer.concat(parts)];
      const [keyLength, valueLength] = [parts[0]!.readUInt32LE(0), parts[0]!.readUInt32LE(4)];
      if (keyLength > 1024 || valueLength > VALUE_LIMIT) throw new RangeError('a record is impossibly large');
      const end = 8 + keyLength + valueLength;
      if (held < end) break;
      const all = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
      yield {key: all.subarray(8, 8 + keyLength), value: all.subarray(8 + keyLength, end)};
      parts = end < all.length ? [all.subarray(end)] : [];
      held -= end;
    }
  }
}
