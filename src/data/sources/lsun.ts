/** LSUN as published: an LMDB database of JPEG or WebP files, read by LMDB's own library through its Python binding. */
import {spawn, spawnSync} from 'node:child_process';
import {join, resolve} from 'node:path';
import {packageRoot} from '../../paths.js';
import {pythonPackages} from '../../runtime/python.js';
import {readRecords} from '../lmdb/records.js';
import {lsunReads} from '../reads.js';
import {badData, type ImageSource, type Split} from '../source.js';

const HELPER = join(packageRoot, 'src', 'data', 'lmdb');

export function lsunSource(path: string, split: Split, log: (line: string) => void): ImageSource {
  const {database} = lsunReads(path, split);
  const packages = pythonPackages(join(HELPER, 'requirements.txt'), {name: 'lmdb', log});
  const command = (first: string): string[] => [join(HELPER, 'records.py'), packages, resolve(database), first];
  const counted = spawnSync('python3', command('count'), {encoding: 'utf8'});
  const count = Number(counted.stdout);
  if (counted.status !== 0 || !Number.isSafeInteger(count))
    throw badData(database, `cannot be read as an LMDB database: ${reasonOf(counted.signal, counted.stderr)}`);
  return {
    count,
    classes: [],
    async *images(first) {
      const child = spawn('python3', command(String(first)), {stdio: ['ignore', 'pipe', 'pipe']});
      let errors = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        errors = (errors + text).slice(-2000);
      });
      const ended = new Promise<NodeJS.Signals | number | null>((done) =>
        child.on('close', (code, signal) => done(signal ?? code)),
      );
      let given = first;
      try {
        for await (const {key, value} of readRecords(child.stdout)) {
          given += 1;
          yield {name: key.toString('latin1'), encoded: value};
        }
        const end = await ended;
        if (end !== 0 || given !== count) {
          const reason = reasonOf(typeof end === 'string' ? end : null, errors);
          throw badData(database, `could be read only to record ${given}: ${reason}`);
        }
      } finally {
        child.kill();
      }
    },
    close() {},
  };
}

/** Why the helper ended: LMDB's library believes what a database says of itself, and a damaged one ends its process. */
function reasonOf(signal: NodeJS.Signals | null, errors: string): string {
  if (signal !== null) return `its reader was ended by ${signal}, as damaged databases do`;
  return errors.trim().split('\n').at(-1) || 'its reader ended without a word';
}
