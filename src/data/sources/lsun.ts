/** LSUN as published: an LMDB database of JPEG or WebP files, read by LMDB's own library through its Python binding. */
import {spawn, spawnSync} from 'node:child_process';
import {join, resolve} from 'node:path';
import {packageRoot} from '../../paths.js';
import {pythonPackages} from '../../runtime/python.js';
import {readRecords} from '../lmdb/records.js';
import {lsunReads} from '../reads.js';
import {badData, type ImageSource, numbersFrom, placeIn, type Split} from '../source.js';

const HELPER = join(packageRoot, 'src', 'data', 'lmdb');

export function lsunSource(path: string, split: Split, log: (line: string) => void): ImageSource {
  const databases = lsunReads(path, split);
  const packages = pythonPackages(join(HELPER, 'requirements.txt'), {name: 'lmdb', log});
  const command = (folder: string, what: string): string[] => [
    join(HELPER, 'records.py'),
    packages,
    resolve(folder),
    what,
  ];
  const counts = databases.map(({folder}) => {
    const counted = spawnSync('python3', command(folder, 'count'), {encoding: 'utf8'});
    const count = Number(counted.stdout);
    if (counted.status !== 0 || !Number.isSafeInteger(count))
      throw badData(
        folder,
        `cannot be read as an LMDB database: ${reasonOf(counted.signal, counted.error?.message ?? counted.stderr)}`,
      );
    return count;
  });
  const categories = [...new Set(databases.map(({category}) => category))].sort();
  const classes = categories.length > 1 ? categories : [];
  const labelOf = (place: number): number | undefined =>
    classes.length > 0 ? classes.indexOf(databases[place]!.category) : undefined;
  /** Records of one database in rising order. */
  async function* recordsOf(folder: string, wanted: readonly number[]): AsyncGenerator<{key: Buffer; value: Buffer}> {
    const child = spawn('python3', command(folder, 'records'), {stdio: ['pipe', 'pipe', 'pipe']});
    let errors = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-2000);
    });
    // A reader that has ended takes no numbers; its end says why.
    child.stdin?.on('error', () => {}).end(Buffer.from(Uint32Array.from(wanted).buffer));
    const ended = new Promise<NodeJS.Signals | number | null>((done) =>
      child
        .on('close', (code, signal) => done(signal ?? code))
        .on('error', (error) => {
          errors = error.message;
          done(null);
        }),
    );
    let given = 0;
    try {
      for await (const record of child.pid === undefined ? [] : readRecords(child.stdout)) {
        given += 1;
        yield record;
      }
      const end = await ended;
      if (end !== 0 || given !== wanted.length) {
        const reason = reasonOf(typeof end === 'string' ? end : null, errors);
        const reached = given === 0 ? 0 : wanted[given - 1]! + 1;
        throw badData(folder, `could be read only to record ${reached}: ${reason}`);
      }
    } finally {
      child.kill();
    }
  }
  const count = counts.reduce((a, b) => a + b, 0);
  return {
    count,
    classes,
    leftOut: [],
    label: (image) => labelOf(placeIn(counts, image).place),
    async *images(numbers = numbersFrom(0, count)) {
      for (const {place, records} of stretches(numbers, counts)) {
        const known = labelOf(place);
        for await (const {key, value} of recordsOf(databases[place]!.folder, records))
          yield {name: key.toString('latin1'), ...(known === undefined ? {} : {label: known}), encoded: value};
      }
    },
    close() {},
  };
}

/** Numbers in parts that lie in one database and rise, which one reader can give. */
function* stretches(
  numbers: Iterable<number>,
  counts: readonly number[],
): Generator<{place: number; records: number[]}> {
  let part: {place: number; records: number[]} | undefined;
  for (const number of numbers) {
    const {place, row: record} = placeIn(counts, number);
    if (part && part.place === place && record > part.records.at(-1)!) {
      part.records.push(record);
      continue;
    }
    if (part) yield part;
    part = {place, records: [record]};
  }
  if (part) yield part;
}

/** Why the helper ended: LMDB's library believes what a database says of itself, and a damaged one ends its process. */
function reasonOf(signal: NodeJS.Signals | null, errors: string): string {
  if (signal !== null) return `its reader was ended by ${signal}, as damaged databases do`;
  return errors.trim().split('\n').at(-1) || 'its reader ended without a word';
}
