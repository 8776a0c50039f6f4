// Runs every compiled test, each file in a process of its own; arguments pick files by a part of their name.
import {chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync} from 'node:fs';
import {homedir, tmpdir} from 'node:os';
import {basename, dirname, join, relative} from 'node:path';
import {run} from 'node:test';
import {spec} from 'node:test/reporters';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** A file that takes longer than this hangs: it fails by its name, and the others go on. */
const MOST_MINUTES = 20;
/** The longest, which go first, so that the others fill the other core beside them. */
const FIRST = ['cli/published', 'slurm/real'];

const wanted = process.argv.slice(2);
const rank = (file) => (FIRST.findIndex((part) => file.includes(part)) + FIRST.length + 1) % (FIRST.length + 1);
const files = readdirSync(join(root, 'dist', 'test'), {recursive: true, withFileTypes: true})
  .filter((entry) => entry.isFile() && entry.name.endsWith('.test.js'))
  .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort()
  .sort((a, b) => rank(a) - rank(b))
  .map((file) => join(root, file));

if (files.length === 0) {
  console.error(`no test file has ${wanted.join(' or ')} in its path`);
  process.exit(2);
}

process.chdir(root);
// What tests leave in the folder for temporary files goes with it.
const temporary = mkdtempSync(join(tmpdir(), 'ddsm-tests-'));
// Munge talks through sockets only in folders that everybody can pass.
chmodSync(temporary, 0o711);
// The cache has only what is fetched and never changes: the TensorFlow that the native binding was built for, wherever it
// lies, and the user's copies of others. Measured speeds, verdicts on devices and weights are left out.
const users = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'ddsm');
const linked = join(root, 'node_modules', '@tensorflow', 'tfjs-node-gpu', 'deps', 'lib');
const fetched = [
  ...(existsSync(linked) ? [dirname(realpathSync(linked))] : []),
  ...(existsSync(users) ? readdirSync(users) : [])
    .filter((name) => /^(tensorflow|tfjs|lmdb)-/.test(name))
    .map((name) => join(users, name)),
];
const cache = join(temporary, 'cache');
mkdirSync(join(cache, 'ddsm'), {recursive: true, mode: 0o700});
for (const folder of fetched) {
  const place = join(cache, 'ddsm', basename(folder));
  if (!existsSync(place)) symlinkSync(folder, place);
}
Object.assign(process.env, {TMPDIR: temporary, XDG_CACHE_HOME: cache, TF_CPP_MIN_LOG_LEVEL: '3'});
process.on('exit', () => rmSync(temporary, {recursive: true, force: true, maxRetries: 3}));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

const results = run({files, concurrency: 2, timeout: MOST_MINUTES * 60_000});
results.on('test:fail', ({todo}) => {
  if (todo === undefined || todo === false) process.exitCode = 1;
});
results.compose(new spec()).pipe(process.stdout);
