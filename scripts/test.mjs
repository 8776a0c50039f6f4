// Runs every compiled test with node's runner; arguments pick files by a part of their name.
import {spawnSync} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const wanted = process.argv.slice(2);
const files = readdirSync(join(root, 'dist', 'test'), {recursive: true, withFileTypes: true})
  .filter((entry) => entry.isFile() && entry.name.endsWith('.test.js'))
  .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort();
// The longest goes first, so that the others fill the other cores beside it.
files.sort((a, b) => Number(b.includes('published')) - Number(a.includes('published')));
const result = spawnSync(process.execPath, ['--test', '--test-reporter=spec', '--test-concurrency=2', ...files], {
  cwd: root,
  stdio: 'inherit',
  env: {...process.env, TF_CPP_MIN_LOG_LEVEL: '3'},
});
process.exit(result.status ?? 1);
