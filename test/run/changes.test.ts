/** Files that a spec names, changed between runs, between stages, and while a stage reads them. */
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {packageRoot} from '../../src/paths.js';
import {ProblemError} from '../../src/problem.js';
import {sayWhatChanged, setAside, watchFiles} from '../../src/run/changes.js';
import {dataHash, planFor, preparedFolder} from '../../src/run/plan.js';
import {prepareData} from '../../src/run/prepared.js';
import {stageStates} from '../../src/run/states.js';
import {requireSpec} from '../../src/spec/load.js';
import {openingOf, openStage, readRecord, writeRecord} from '../../src/store/stageRecord.js';
import {encodeNpz} from '../../src/weights/npz.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-changes-'));
after(() => rmSync(folder, {recursive: true, force: true}));

/** Sixty-four 8×8 images of four classes, other ones for another `step`. */
function writeImages(name: string, step: number): void {
  const images = Uint8Array.from({length: 64 * 192}, (_, index) => (index * step + (index >> 5) * 7) % 256);
  const labels = Uint8Array.from({length: 64}, (_, index) => index % 4);
  writeFileSync(
    join(folder, name),
    encodeNpz({images: {shape: [64, 8, 8, 3], data: images}, labels: {shape: [64], data: labels}}),
  );
}

function writeSpec(name: string, more: Record<string, string> = {}): string {
  const path = join(folder, `${name}.yaml`);
  const parts: Record<string, string> = {
    dataset: `{kind: npz, path: ${name}.npz, resolution: 8, flips: false}`,
    model: '{channels: 16, multipliers: [1], blocks: 1, groups: 4}',
    widths: '{options: [4/8, 6/8, 8/8]}',
    train: '{iterations: 20, batch: 8, warmup: 5, emaWarmup: true, checkpointEvery: 5}',
    baseline: '{iterations: 5, batch: 8, groups: 4}',
    classifier: '{iterations: 5, batch: 8, features: 8}',
    evaluate: '{metric: frechet, images: 16, batch: 16}',
    ...more,
  };
  writeFileSync(
    path,
    Object.entries(parts)
      .map(([key, value]) => `${key}: ${value}\n`)
      .join(''),
  );
  writeImages(`${name}.npz`, 3);
  return path;
}

/** Runs folders of their own: no run takes stages over from another. */
const command = (spec: string, until: string, runs = 'runs'): string[] => [
  ...[join(packageRoot, 'bin', 'ddsm.js'), 'run', spec, '--runs', join(folder, runs), '--plain', '--until', until],
  // One stage after the other.
  ...['--workers', '1'],
];

test('run says of each stage that its data has changed since, computes it anew, and takes it back with the data', () => {
  const spec = writeSpec('between');
  const run = () => {
    const {status, stderr, stdout} = spawnSync(process.execPath, command(spec, 'classifier'), {encoding: 'utf8'});
    assert.equal(status, 0, stderr + stdout);
    return stderr;
  };
  const weights = (): Buffer => readFileSync(join(folder, 'runs', 'between', 'classifier', 'classifier.safetensors'));
  assert.doesNotMatch(run(), /changed/);
  const first = weights();
  writeImages('between.npz', 5);
  assert.match(
    run(),
    /^classifier is computed anew, changed: dataset\.path \(… → …\); what is there is kept in .*attic/m,
  );
  assert.ok(!weights().equals(first), 'the new data changed nothing');
  writeImages('between.npz', 3);
  assert.match(run(), /^classifier: it goes on with what is kept in .*attic/m);
  assert.ok(weights().equals(first), 'the same data gave other weights');
});

test('run goes on with what was prepared where the data changes between its stages, and says so of each', async () => {
  const spec = writeSpec('under');
  const child = spawn(process.execPath, command(spec, 'baseline', 'under'), {stdio: ['ignore', 'ignore', 'pipe']});
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const run = join(folder, 'under', 'under');
  const timer = setInterval(() => {
    if (!existsSync(join(run, 'journal.jsonl')) || !/"start"/.test(readFileSync(join(run, 'journal.jsonl'), 'utf8')))
      return;
    clearInterval(timer);
    writeImages('under.npz', 5);
  }, 10);
  const code = await new Promise((done) => child.on('close', done));
  assert.equal(code, 0, said);
  for (const stage of ['train', 'baseline'])
    assert.match(said, new RegExp(`${stage}: the files of the data set have changed since the run began; it goes on`));
  const undisturbed = writeSpec('alone', {name: 'alone'});
  assert.equal(spawnSync(process.execPath, command(undisturbed, 'baseline', 'alone')).status, 0);
  const lossesOf = (name: string, stage: string): string =>
    readFileSync(join(folder, name, name, stage, 'log.jsonl'), 'utf8').replaceAll(
      /"(seconds|sum|at|rate)":[^,}]*/g,
      '',
    );
  for (const stage of ['train', 'baseline']) assert.equal(lossesOf('under', stage), lossesOf('alone', stage), stage);
});

test('watchFiles() lets no stage read other weights or strategies than were planned, and names it', () => {
  const strategy = join(folder, 'strategy.json');
  const write = (width: string): void => writeFileSync(strategy, JSON.stringify({widths: [[width, 1000]]}));
  write('8/8');
  const spec = writeSpec('files', {search: '{strategy: strategy.json}'});
  const experiment = requireSpec(spec, {needs: ['data']});
  const runs = join(folder, 'runs');
  const data = dataHash(experiment, runs);
  const plan = planFor(experiment, runs);
  const {stages} = plan;
  const notes: string[] = [];
  const watch = watchFiles(experiment, plan, {runs, data, note: (line) => notes.push(line)});
  const refused = (): string[] =>
    stages.flatMap((stage) =>
      (['before', 'after'] as const).flatMap((when) => {
        try {
          watch(stage, when);
          return [];
        } catch (error) {
          assert.ok(error instanceof ProblemError);
          return error.problems.map(({message}) => message);
        }
      }),
    );
  assert.deepEqual(refused(), []);
  write('4/8');
  assert.deepEqual(
    refused().map((message) => message.replace(/: search\.strategy \(.*/s, '')),
    [
      'search: a file that the spec names has changed since the run began',
      'search: a file that the spec names has changed while it was read',
    ],
  );
  write('8/8');
  assert.deepEqual([refused(), notes], [[], []]);
  writeImages('files.npz', 5);
  assert.deepEqual(refused(), []);
  assert.deepEqual(
    notes.map((note) => note.split(':')[0]),
    stages.filter(({readsData}) => readsData).map(({id}) => id),
  );
});

test('setAside() keeps what was made of files that changed where nothing takes it for what it is not', () => {
  const spec = writeSpec('aside');
  const experiment = requireSpec(spec, {needs: ['data']});
  const run = join(folder, 'runs', 'aside');
  mkdirSync(run, {recursive: true});
  const plan = planFor(experiment, join(folder, 'runs'));
  const stage = plan.stages[0]!;
  writeRecord(run, stage.id, {...openStage(run, stage.id, openingOf(stage)), done: true});
  const place = setAside(run, stage.id);
  assert.equal(readRecord(run, stage.id), undefined);
  assert.ok(existsSync(join(place, 'stage.json')));
  assert.ok(!openStage(run, stage.id, openingOf(stage)).done, 'it came back');
  const lines: string[] = [];
  sayWhatChanged(run, stageStates(run, plan), (line) => lines.push(line));
  assert.deepEqual(lines, []);
});

test('prepareData() refuses data that changes while it is prepared, and keeps nothing of it', async () => {
  const spec = writeSpec('during');
  const experiment = requireSpec(spec, {needs: ['data']});
  const runs = join(folder, 'runs');
  const place = preparedFolder(experiment, runs);
  await assert.rejects(
    prepareData(experiment, place, {
      runs,
      plain: true,
      isStopping: () => false,
      note() {},
      async display(work) {
        writeImages('during.npz', 5);
        await work(() => {});
      },
    }),
    /the files of the data set have changed while they were prepared: .*during\.npz/,
  );
  assert.ok(!existsSync(join(place, 'manifest.json')));
});
