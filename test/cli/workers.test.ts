import assert from 'node:assert/strict';
import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';
import {readJson} from '../../src/store/files.js';

const bin = join(packageRoot, 'bin', 'ddsm.js');
const folder = mkdtempSync(join(tmpdir(), 'ddsm-workers-'));
const spec = join(folder, 'tiny.yaml');
writeFileSync(
  spec,
  `dataset: {kind: digits, resolution: 8, flips: false, limit: 200}
model: {channels: 16, multipliers: [1], blocks: 1, groups: 4}
widths: {options: [4/8, 6/8, 8/8]}
train: {iterations: 10, batch: 8, warmup: 5, emaWarmup: true}
search: {population: 5, iterations: 2, mutation: 0.2, images: 40, batch: 8, sampler: {kind: ddim, steps: 10, eta: 1}, rescore: 2}
classifier: {iterations: 20, batch: 32, features: 8}
evaluate: {metric: frechet, images: 64, batch: 16, rows: [uniform, ddsm]}
`,
);
const ddsm = (...args: string[]) => spawnSync(process.execPath, [bin, ...args], {encoding: 'utf8', cwd: folder});
const results = (run: string): string[] =>
  ['candidates.jsonl', 'generations.jsonl', 'strategy.json'].map((name) =>
    readFileSync(join(folder, run, 'tiny', 'search', name), 'utf8'),
  );

interface Workers {
  stage: string;
  working: {pid: number; unit: string; share: number}[];
}

interface Watched {
  stderr: string;
  code: number | null;
}

/** Runs the search with two processes; `act` is called with what they are at, until it answers true. */
async function searchWatched(run: string, act: (workers: Workers, child: ChildProcess) => boolean): Promise<Watched> {
  const args = [bin, 'run', spec, '--runs', run, '--until', 'search', '--workers', '2', '--plain'];
  const child = spawn(process.execPath, args, {cwd: folder, stdio: ['ignore', 'ignore', 'pipe']});
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  let acted = false;
  const timer = setInterval(() => {
    const workers = readJson<Workers>(join(folder, run, 'tiny', 'workers.json'));
    if (!acted && workers) acted = act(workers, child);
  }, 2);
  const code = await ended;
  clearInterval(timer);
  assert.ok(acted, stderr);
  return {stderr, code};
}

test('a search gives the same bytes by one process and by several, whichever of them dies', async () => {
  const one = ddsm('run', spec, '--runs', 'one', '--until', 'search', '--workers', '1');
  assert.equal(one.status, 0, one.stderr);
  for (const run of ['helper', 'own']) {
    cpSync(join(folder, 'one'), join(folder, run), {recursive: true});
    rmSync(join(folder, run, 'tiny', 'search'), {recursive: true});
  }

  let shown = '';
  /** The process that runs the stage: the first that has a unit. */
  let first: number | undefined;
  const helper = await searchWatched('helper', ({working}) => {
    first ??= working[0]?.pid;
    const other = working.find(({pid}) => pid !== first);
    if (!other) return false;
    shown = ddsm('status', '--runs', 'helper').stdout;
    process.kill(other.pid, 'SIGKILL');
    return true;
  });
  assert.equal(helper.code, 0, helper.stderr);
  assert.match(helper.stderr, /ended by SIGKILL.*is done again/);
  assert.deepEqual(results('helper'), results('one'));
  assert.match(shown, /tiny: process \d+: unit \d{9}-8 of search, \d+ %\ntiny: process \d+: unit \d{9}-8 of search/);

  first = undefined;
  const own = await searchWatched('own', ({working}) => {
    first ??= working[0]?.pid;
    if (working.length < 2) return false;
    process.kill(first!, 'SIGKILL');
    return true;
  });
  assert.equal(own.code, 0, own.stderr);
  assert.match(own.stderr, /ended by SIGKILL.*goes on in another process/);
  assert.deepEqual(results('own'), results('one'));
  for (const name of ['units', 'states']) assert.ok(!existsSync(join(folder, 'own', 'tiny', 'search', name)));
  assert.ok(!existsSync(join(folder, 'own', 'tiny', 'workers.json')));
});
