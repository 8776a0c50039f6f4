import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-sweep-run-'));
const bin = join(packageRoot, 'bin', 'ddsm.js');
const ddsm = (...args: string[]) => spawnSync(process.execPath, [bin, ...args], {encoding: 'utf8', cwd: folder});
const spec = join(folder, 'swept.yaml');
writeFileSync(
  spec,
  `dataset: {kind: digits, resolution: 8, limit: 60}
model: {channels: 16, multipliers: [1], blocks: 1, groups: 4}
widths: {options: [4/8, 8/8]}
train: {sandwich: 2, batch: 8, checkpointEvery: 10, iterations: 60}
search: {sampler: {kind: ddim, steps: 2}}
classifier: {iterations: 5, batch: 8, features: 8}
evaluate: {metric: frechet, images: 16, batch: 16, rows: [uniform]}
sweep: {train.seed: [1, 2]}
onEnd: printf '%s %s %s' "$DDSM_EXPERIMENT" "$DDSM_STATE" "$DDSM_RESULTS" > ended.txt
`,
);
const undone = (): string[] =>
  (JSON.parse(ddsm('plan', spec, '--json').stdout) as {stages: {name: string; state: string}[]}).stages
    .map(({name, state}) => `${name} ${state}`)
    .filter((stage) => !stage.endsWith(' done'));
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

/** Runs, and kills the compute process in the first point's training. */
async function runAndKill(): Promise<{code: number | null; said: string}> {
  const child = spawn(process.execPath, [bin, 'run', spec, '--plain', '--workers', '1'], {cwd: folder});
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said += text.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const begun = join(folder, 'runs/swept/variants/seed-1/train/checkpoints');
  for (let waited = 0; !existsSync(begun) && child.exitCode === null && waited < 60_000; waited += 10)
    await new Promise((next) => setTimeout(next, 10));
  const {processes} = JSON.parse(read('runs/swept/compute.json')) as {processes: {pid: number}[]};
  process.kill(processes[0]!.pid, 'SIGKILL');
  return {code: await ended, said};
}

test('a sweep goes on after a point that fails; then that point alone runs again, and onEnd is told', async () => {
  const {code, said} = await runAndKill();
  assert.equal(code, 1, said);
  assert.match(said, /the compute process was ended by SIGKILL/);
  assert.equal(read('ended.txt'), 'swept failed ');
  assert.deepEqual(undone(), ['variants/seed-1/train resume', 'variants/seed-1/evaluate run']);
  const second = ddsm('run', spec, '--plain');
  assert.equal(second.status, 0, second.stderr);
  assert.equal(read('ended.txt'), `swept done ${join(folder, 'runs/swept/tables/results.csv')}`);
  assert.deepEqual(undone(), []);
  const [header, ...lines] = read('runs/swept/tables/sweep.csv').trim().split('\n');
  assert.equal(
    header,
    'row,width,seeds,gflops,distance,deviation,least,most,belowUniformPercent,belowUniformDeviation',
  );
  assert.deepEqual(
    lines.map((line) => line.split(',').slice(0, 3).join(' ')),
    ['uniform 4/8 2', 'uniform 8/8 2'],
  );
  assert.match(second.stdout, /over seeds:/);
  const figures = readdirSync(join(folder, 'runs/swept/figures'));
  assert.ok(figures.includes('sweep.svg'));
  // All rows take equally many evaluations.
  assert.ok(!figures.includes('evaluations.svg'));
  assert.equal(ddsm('report', 'swept').status, 0);
  assert.match(
    read('runs/swept/report.html'),
    /<h2>Sweep<\/h2>[\s\S]*<button type="button">seeds<[\s\S]*<td class="number">2</,
  );
});
