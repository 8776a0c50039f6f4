// Runs one benchmark: `npm run bench -- forward 8 float32`. Threads and kernels are chosen as `ddsm run` sets them.
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [name = '', ...rest] = process.argv.slice(2);
const file = join(root, 'dist', 'bench', `${name}.js`);
if (!existsSync(file)) {
  console.error(
    'usage: npm run bench -- against|forward|step|sampling|frechet|features|exported|tensorboard|data|memory|noise|search|searchTime|scale [arguments]',
  );
  process.exit(2);
}
const {threadEnvironment} = await import(join(root, 'dist', 'src', 'workers', 'environment.js'));
const result = spawnSync(process.execPath, [file, ...rest], {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: {...threadEnvironment(availableParallelism()), ...process.env, TF_CPP_MIN_LOG_LEVEL: '3'},
});
process.exit(result.status ?? 1);
