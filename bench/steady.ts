/** Memory and open files of a compute process over a long training: `steady [STEPS]`. Both should be flat after the start. */
import {spawn} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {packageRoot} from '../src/paths.js';
import {report} from './peer.js';

const steps = Number(process.argv[2] ?? 10_000);
const folder = mkdtempSync(join(tmpdir(), 'ddsm-steady-'));
const spec = join(folder, 'steady.yaml');
writeFileSync(
  spec,
  `dataset: {kind: digits, resolution: 8, limit: 200}
model: {channels: 16, multipliers: [1], blocks: 1, groups: 4}
widths: {options: [4/8, 6/8, 8/8]}
train: {iterations: ${steps}, batch: 4, checkpointEvery: 200}
baseline: {groups: 4}
evaluate: {metric: frechet}
`,
);
const child = spawn(
  process.execPath,
  [join(packageRoot, 'bin', 'ddsm.js'), 'run', spec, '--until', 'train', '--runs', join(folder, 'runs'), '--plain'],
  {stdio: ['ignore', 'ignore', 'inherit']},
);

interface Sample {
  step: number;
  megabytes: number;
  files: number;
}
const samples: Sample[] = [];

/** What the compute process holds now; nothing where it is not there. */
function sample(): void {
  const run = join(folder, 'runs', 'steady');
  try {
    const {processes} = JSON.parse(readFileSync(join(run, 'compute.json'), 'utf8')) as {processes: {pid: number}[]};
    const {pid} = processes[0]!;
    const log = readFileSync(join(run, 'train', 'log.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .at(-1)!;
    samples.push({
      step: (JSON.parse(log) as {step: number}).step,
      megabytes: Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024,
      files: readdirSync(`/proc/${pid}/fd`).length,
    });
  } catch {}
}
const timer = setInterval(sample, 500);
const code = await new Promise<number | null>((done) => child.on('exit', done));
clearInterval(timer);
if (code !== 0) throw new Error(`the training ended with exit ${code}`);

/** The largest of a tenth of the training. */
const most = (tenth: number, of: 'megabytes' | 'files'): number =>
  Math.max(...samples.filter(({step}) => Math.ceil((10 * step) / steps) === tenth).map((one) => one[of]));
report({
  bench: 'steady',
  steps,
  samples: samples.length,
  ...{megabytesSecondTenth: most(2, 'megabytes'), megabytesLastTenth: most(10, 'megabytes')},
  ...{filesSecondTenth: most(2, 'files'), filesLastTenth: most(10, 'files')},
});
