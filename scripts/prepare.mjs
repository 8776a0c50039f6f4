// Runs after `npm ci`: compiles the sources, then makes sure that TensorFlow is there. Uses nothing but Node until then.
// As `postprepare`, which npm runs in a checkout only: `prepare` would have npm warn of it wherever the tarball is installed.
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const run = (command, args) =>
  spawnSync(command, args, {cwd: root, stdio: ['ignore', 'inherit', 'inherit']}).status ?? 1;

if (!existsSync(join(root, 'node_modules', '@tensorflow', 'tfjs-node-gpu'))) {
  // An npm older than 11.19 does not know "allowScripts": it runs the package's own download, and drops the (optional)
  // package when that fails. Its files are wanted all the same, without its scripts.
  console.error('ddsm: installing @tensorflow/tfjs-node-gpu without its own download');
  const status = run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  if (status !== 0) process.exit(status);
}
const built = run(process.execPath, [
  join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
  '-p',
  join(root, 'tsconfig.json'),
]);
if (built !== 0) process.exit(built);
const {installRuntime} = await import('../dist/src/runtime/install.js');
installRuntime();
