import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';
import {takeLock} from '../../src/store/lock.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-status-'));
const ddsm = (...args: string[]) =>
  spawnSync(process.execPath, [join(packageRoot, 'bin', 'ddsm.js'), ...args], {encoding: 'utf8', cwd: folder});
function write(path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, text);
}
const lines = (values: readonly object[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

write(
  'runs/one/experiment.yaml',
  'name: one\ndataset: {kind: digits, resolution: 8}\nmodel: {channels: 16, multipliers: [1], groups: 4}\nbaseline: {groups: 4}\nclassifier: {iterations: 5}\nevaluate: {metric: frechet}\n',
);
write(
  'runs/one/journal.jsonl',
  lines([
    {at: '2026-01-01T00:00:00.000Z', event: 'start', stage: 'train', key: 'k'},
    {
      ...{
        at: '2026-01-01T00:00:10.000Z',
        event: 'progress',
        stage: 'train',
        done: 20,
        total: 100,
        unit: 'steps',
        rate: 2,
      },
      ...{etaSeconds: 40, losses: {'8/8': 0.25, '2/8': 0.5}},
    },
  ]),
);
test('status --json gives losses as numbers, every stage, and the space of a run', () => {
  write('runs/one/weights.bin', 'x'.repeat(2000));
  const {runs} = JSON.parse(ddsm('status', '--json').stdout) as {
    runs: {losses: object; bytes: number; stages: {name: string; state: string}[]}[];
  };
  assert.deepEqual(runs[0]!.losses, {'8/8': 0.25, '2/8': 0.5});
  assert.ok(runs[0]!.bytes > 2000 && runs[0]!.bytes < 4000, String(runs[0]!.bytes));
  assert.deepEqual(
    runs[0]!.stages.map(({name, state}) => `${name} ${state}`),
    ['classifier waiting', 'train waiting', 'baseline waiting', 'search waiting', 'evaluate waiting'],
  );
});

test('status --watch without a terminal shows one view of what does not run, within 80 columns', () => {
  const {status, stdout} = ddsm('status', '--watch');
  assert.equal(status, 0);
  assert.match(stdout, /^one {2}stopped {2}[\d.]+ kB\n/);
  assert.match(stdout, /· train {7,}waiting, 20 of 100 steps/);
  assert.ok(stdout.split('\n').every((line) => line.length <= 80));
});

test('status and report say how long the stage at work has been computing', () => {
  const running = join('runs', 'busy');
  const began = new Date(Date.now() - 125_000).toISOString();
  write(
    join(running, 'experiment.yaml'),
    readFileSync(join(folder, 'runs/one/experiment.yaml'), 'utf8').replace('one', 'busy'),
  );
  write(join(running, 'journal.jsonl'), lines([{at: began, event: 'start', stage: 'train', key: 'k'}]));
  write(join(running, 'train', 'stage.json'), JSON.stringify({key: 'k', done: false, seconds: 0}));
  const release = takeLock(join(folder, running), () => {});
  const shown = ddsm('status', 'busy');
  const view = JSON.parse(ddsm('status', 'busy', '--json').stdout) as {runs: {stages: {seconds: number | null}[]}[]};
  const page = ddsm('report', 'busy');
  release();
  assert.match(shown.stdout, /\nbusy: process \d+ on \S+, since \d{4}-\d\d-\d\d \d\d:\d\d UTC\n/);
  assert.match(shown.stdout, /\nbusy: train has been at work for 2 min \d+ s\n/);
  const [classifier, train] = view.runs[0]!.stages;
  assert.ok(train!.seconds! >= 125 && train!.seconds! < 180, String(train!.seconds));
  assert.equal(classifier!.seconds, null);
  assert.equal(page.status, 0, page.stderr);
  const html = readFileSync(join(folder, running, 'report.html'), 'utf8');
  assert.match(html, /Stages done: 0 of 5\./);
  assert.match(html, /<td>running<\/td><td>2 min \d+ s so far<\/td>/);
});

test('status gives a total where there are several runs', () => {
  write('runs/two/experiment.yaml', 'name: two\n');
  write('runs/two/journal.jsonl', '');
  assert.match(ddsm('status').stdout, /\n3 runs, [\d.]+ kB\n$/);
});

test('one run whose spec cannot be read is named by status and tables, and the others are shown', () => {
  const why = /its spec cannot be read: the spec needs the key dataset/;
  assert.match(ddsm('status').stdout, /\ntwo: its spec cannot be read: the spec needs the key dataset\n/);
  assert.match(ddsm('status', '--watch').stdout, why);
  const {runs} = JSON.parse(ddsm('status', '--json').stdout) as {runs: {name: string; message: string | null}[]};
  assert.deepEqual(
    runs.map(({name, message}) => [name, why.test(message ?? '')]),
    [
      ['busy', false],
      ['one', false],
      ['two', true],
    ],
  );
  const all = ddsm('tables');
  assert.equal(all.status, 0, all.stderr);
  assert.match(all.stdout, /^## Table 2/);
  assert.match(
    all.stderr,
    /runs\/two\/experiment.yaml: warning: the spec needs the key dataset[\s\S]*runs\/two is left out/,
  );
  assert.match(all.stderr, /the paper has no experiment called busy, one: .* npx ddsm report busy one shows them/);
  assert.equal(ddsm('tables', 'two').status, 2);
});

test('rows that are none leave a report unfinished', () => {
  for (const rows of ['5', '[null]', '[{"id": "adm"}]']) {
    write('runs/one/evaluate/results.json', `{"rows": ${rows}}`);
    const {status, stderr} = ddsm('report', 'one');
    assert.equal(status, 0, stderr);
    assert.match(readFileSync(join(folder, 'runs', 'one', 'report.html'), 'utf8'), /This run is not finished/);
  }
});

test('gc --dry-run lists what would go with its size, and deletes nothing', () => {
  write('runs/two/attic/search-12/candidates.jsonl', 'x'.repeat(3000));
  write('runs/two/attic/variants/a/train-34/weights', 'x'.repeat(50));
  const first = ddsm('gc', 'two', '--dry-run').stdout;
  assert.match(first, /3\.0 kB would be freed/);
  assert.match(first, /attic\/search-12 +\| superseded settings \| 3\.0 kB/);
  assert.match(first, /attic\/variants\/a\/train-34 \| superseded settings \| 50 B/);
  assert.equal(ddsm('gc', 'two', '--dry-run').stdout, first);
  // Features are spent once their evaluation is done.
  write('runs/two/evaluate/results.json', '[]');
  write('runs/two/evaluate/rows/a/row.json', '{}');
  for (const part of ['0-256', '256-256']) write(`runs/two/evaluate/rows/a/${part}.features`, 'x'.repeat(4000));
  assert.match(
    ddsm('gc', 'two', '--dry-run').stdout,
    /evaluate\/rows\/a\/\*\.features +\| features that were measured \| 8\.0 kB/,
  );
});
