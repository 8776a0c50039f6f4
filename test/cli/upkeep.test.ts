/** Commands that keep runs in order, and runs that must end with a message. */
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import sharp from 'sharp';
import {packageRoot} from '../../src/paths.js';

const bin = join(packageRoot, 'bin', 'ddsm.js');
const folder = mkdtempSync(join(tmpdir(), 'ddsm-upkeep-'));
const ddsm = (...args: string[]) => spawnSync(process.execPath, [bin, ...args], {encoding: 'utf8', cwd: folder});
function write(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, text);
  return file;
}

test('gc deletes the attic and measured features, leaves the rest, and says how much', () => {
  write('runs/old/experiment.yaml', 'name: old\n');
  write('runs/old/attic/search-1234/candidates.jsonl', 'x'.repeat(1_500_000));
  write('runs/old/evaluate/results.json', '[]');
  write('runs/old/evaluate/rows/a/first.features', 'x'.repeat(500_000));
  write('runs/old/evaluate/rows/a/row.json', '{}');
  // Not measured yet: its features are still needed.
  write('runs/old/variants/b/evaluate/rows/a/first.features', 'x'.repeat(700_000));
  const first = ddsm('gc', 'old');
  assert.equal(first.status, 0, first.stderr + first.stdout);
  assert.match(first.stdout, /freed 2\.0 MB/);
  const left = readdirSync(join(folder, 'runs/old'), {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map(({name}) => name)
    .sort();
  assert.deepEqual(left, ['experiment.yaml', 'first.features', 'results.json', 'row.json']);
  assert.match(ddsm('gc', 'old').stdout, /nothing to delete/);
});

test('gc refuses a run that another machine works on, and unlock gives it back without a spec', () => {
  const owner = {pid: 1, host: 'elsewhere', boot: 'x', started: '1', since: '2020-01-01T00:00:00.000Z', attempt: 'y'};
  const run = dirname(write('runs/held/lock', JSON.stringify(owner)));
  write('runs/held/experiment.yaml', 'name: held\n');
  write('runs/held/attic/train-1/weights', 'x');
  const refused = ddsm('gc', 'held');
  assert.equal(refused.status, 75, refused.stdout + refused.stderr);
  assert.match(refused.stderr, /elsewhere/);
  assert.match(refused.stderr, /ddsm unlock/);
  assert.ok(existsSync(join(run, 'attic')));
  const released = ddsm('unlock', 'runs/held');
  assert.equal(released.status, 0, released.stderr);
  assert.match(released.stdout, /released .*held, held by .*elsewhere/);
  assert.match(ddsm('unlock', 'runs/held').stdout, /is not locked/);
  assert.equal(ddsm('gc', 'held').status, 0);
});

test('prepare writes the data once, with its preview, and names what it left out', async () => {
  const images = join(folder, 'images');
  mkdirSync(images);
  for (let image = 0; image < 12; image++) {
    const raw = {width: 16, height: 16, channels: 3} as const;
    await sharp(new Uint8Array(16 * 16 * 3).fill(20 * image), {raw})
      .png()
      .toFile(join(images, `${image}.png`));
  }
  writeFileSync(join(images, 'torn.png'), readFileSync(join(images, '3.png')).subarray(0, 40));
  const spec = write(
    'images.yaml',
    'dataset: {kind: folder, path: images, resolution: 16}\nmodel: {channels: 16, multipliers: [1], blocks: 1, groups: 4}\nbaseline: {groups: 4}\n',
  );
  const first = ddsm('prepare', spec, '--json');
  assert.equal(first.status, 0, first.stderr + first.stdout);
  const facts = JSON.parse(first.stdout) as {preview: string; count: number; bad: {name: string}[]};
  assert.deepEqual([facts.count, facts.bad.map(({name}) => name)], [12, ['torn.png']]);
  assert.ok(existsSync(join(folder, facts.preview)));
  const written = readdirSync(dirname(join(folder, facts.preview)));
  const again = ddsm('prepare', spec);
  assert.equal(again.status, 0, again.stderr);
  assert.match(again.stdout, /left out.*torn\.png/);
  assert.deepEqual(readdirSync(dirname(join(folder, facts.preview))), written);
  // A file that is left out changes nothing of what is prepared.
  writeFileSync(join(images, 'later.bmp'), '');
  const later = JSON.parse(ddsm('prepare', spec, '--json').stdout) as typeof facts & {leftOut: unknown};
  assert.equal(later.preview, facts.preview);
  assert.deepEqual(later.leftOut, [{reason: 'format', count: 1, examples: ['later.bmp']}]);
});

const tiny = `dataset: {kind: digits, resolution: 8, flips: false, limit: 100}
model: {channels: 16, multipliers: [1], blocks: 1, groups: 4}
widths: {options: [4/8, 6/8, 8/8]}
train: {iterations: 40, batch: 8, warmup: 0, checkpointEvery: 5}
baseline: {iterations: 5, batch: 8, groups: 4}
search: {population: 4, iterations: 1, images: 8, sampler: {kind: ddim, steps: 2}, rescore: 0}
classifier: {iterations: 5, batch: 8, features: 8}
evaluate: {metric: frechet, images: 16}
`;

test('run() names a compute process that was killed, exits 1, and goes on when asked again', async () => {
  const spec = write('dying.yaml', tiny);
  const child = spawn(process.execPath, [bin, 'run', spec, '--plain'], {cwd: folder});
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said += text.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const record = join(folder, 'runs/dying/compute.json');
  for (let waited = 0; !existsSync(record) && child.exitCode === null && waited < 60_000; waited += 10)
    await new Promise((next) => setTimeout(next, 10));
  const {processes} = JSON.parse(readFileSync(record, 'utf8')) as {processes: {pid: number}[]};
  process.kill(processes[0]!.pid, 'SIGKILL');
  assert.equal(await ended, 1, said);
  assert.match(said, /the compute process was ended by SIGKILL/);
  const again = ddsm('run', spec, '--plain');
  assert.equal(again.status, 0, again.stderr);
});
