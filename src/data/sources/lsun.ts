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
    throw badData(database, `cannot be read as an LMDB database: ${counted.stderr.trim().split('\n').at(-1)}`);
  return {
    count,
    classes: [],
    async *images(first) {
      const child = spawn('python3', command(String(first)), {stdio: ['ignore', 'pipe', 'pipe']});
      let errors = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        errors = (errors + text).slice(-2000);
      });
      const ended = new Promise<number | null>((done) => child.on('close', done));
      let given = first;
      try {
        for await (const {key, value} of readRecords(child.stdout)) {
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
