import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {parse} from 'csv-parse/sync';
import {packageRoot} from '../../src/paths.js';
import {readSafetensors} from '../../src/weights/safetensors.js';

const bin = join(packageRoot, 'bin', 'ddsm.js');
const folder = mkdtempSync(join(tmpdir(), 'ddsm-run-'));
const spec = join(folder, 'tiny.yaml');
writeFileSync(
  spec,
  `dataset: {kind: digits, resolution: 8, flips: false, limit: 200}
model: {channels: 16, multipliers: [1], blocks: 1, groups: 4, dropout: 0.1}
widths: {options: [4/8, 6/8, 8/8]}
train: {iterations: 60, batch: 8, warmup: 5, emaWarmup: true, checkpointEvery: 10, sampleEvery: 60}
baseline: {iterations: 20, batch: 8, groups: 4}
search: {population: 4, iterations: 3, mutation: 0.2, images: 32, batch: 32, sampler: {kind: ddim, steps: 5}, rescore: 2}
classifier: {iterations: 60, batch: 32, features: 8}
evaluate: {metric: frechet, images: 64, batch: 16}
`,
);
const ddsm = (...args: string[]) => spawnSync(process.execPath, [bin, ...args], {encoding: 'utf8', cwd: folder});
const tables = (run: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(folder, run, 'tiny', 'tables'))
      .sort()
      .map((name) => [name, readFileSync(join(folder, run, 'tiny', 'tables', name), 'utf8')]),
  );

/** Starts a run and signals it as soon as the folder satisfies `when`, which must be while it runs. How it ended. */
async function interrupt(
  run: string,
  signal: NodeJS.Signals,
  when: () => boolean,
  specs = [spec],
): Promise<number | string | null> {
  const args = [bin, 'run', ...specs, '--runs', run, '--plain'];
  const child = spawn(process.execPath, args, {cwd: folder, stdio: 'ignore'});
  const ended = new Promise<number | string | null>((resolve) => child.on('exit', (code, by) => resolve(by ?? code)));
  for (let waited = 0; !when() && child.exitCode === null && waited < 120_000; waited += 10)
    await new Promise((next) => setTimeout(next, 10));
  assert.equal(child.exitCode, null, `the run ended before ${signal}`);
  assert.ok(when(), `the run never came to where ${signal} was to reach it`);
  child.kill(signal);
  return ended;
}

/** MACs of each repeat of a row, as measured. */
const measuredCosts = (rows: string, row: string): number[] =>
  readdirSync(rows)
    .filter((name) => name.startsWith(`${row}-`))
    .flatMap((name) => readdirSync(join(rows, name)).map((file) => join(rows, name, file)))
    .filter((path) => /measured-.*\.json$/.test(path))
    .map((path) => (JSON.parse(readFileSync(path, 'utf8')) as {macs: number}).macs);

const isFeatures = (name: string | Buffer): boolean => `${name}`.endsWith('.features');

/** The line of the summary about what a search took. */
const searched = /search: (\d+) candidates scored with \d+ network calls; without shared steps \d+/;

test('run() does every stage, writes its tables, and has nothing to do the second time', () => {
  const first = ddsm('run', spec, '--runs', 'whole');
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stdout, /\| ddsm/);
  assert.match(first.stdout, searched);
  assert.ok(!first.stdout.includes('timed in an earlier session'));
  const [header, ...rows] = tables('whole')['results.csv']!.trim().split('\n');
  assert.match(header!, /^row,width,sampler,steps,images,features,distance,gflops,totalTflops/);
  assert.deepEqual(
    rows.map((row) => row.split(',').slice(0, 2).join(' ')),
    ['adm 8/8', 'uniform 4/8', 'uniform 6/8', 'uniform 8/8', 'ddsm steps'],
  );
  const again = ddsm('plan', spec, '--runs', 'whole', '--json');
  const {stages} = JSON.parse(again.stdout) as {stages: {name: string; state: string}[]};
  assert.ok(stages.every(({state}) => state === 'done'));
  // Another run takes all of it over, which a plan knows as the run does.
  const other = ['--set', 'name=other', '--runs', 'whole'];
  const shared = JSON.parse(ddsm('plan', spec, ...other, '--json').stdout) as {
    stages: {state: string; why: string; done: number}[];
    total: {macs: number};
  };
  assert.deepEqual(
    new Set(shared.stages.map(({state, why, done}) => `${state} ${done} ${why}`)),
    new Set(['done 1 taken over from tiny']),
  );
  assert.equal(shared.total.macs, 0);
  const taken = ddsm('run', spec, ...other);
  assert.equal(taken.stderr.match(/: taken over from tiny, which did the same/g)?.length, stages.length, taken.stderr);
  rmSync(join(folder, 'whole', 'other'), {recursive: true});
});

test('run --json says nothing on stdout but the results', () => {
  const {status, stdout} = ddsm('run', spec, '--runs', 'whole', '--json');
  assert.equal(status, 0);
  const {experiment, rows, files} = JSON.parse(stdout) as {experiment: string; rows: object[]; files: string[]};
  assert.deepEqual([experiment, rows.length], ['tiny', 5]);
  assert.ok(files.every((file) => existsSync(join(folder, file))));
});

test('run() killed in two stages and stopped in two others ends in the same bytes', async () => {
  const at = (...path: string[]): string => join(folder, 'killed', 'tiny', ...path);
  const killed = await interrupt('killed', 'SIGKILL', () =>
    existsSync(at('train', 'checkpoints', 'step-000000020', 'manifest.json')),
  );
  assert.equal(killed, 'SIGKILL');
  const {stages, total} = JSON.parse(ddsm('plan', spec, '--runs', 'killed', '--json').stdout) as {
    stages: {name: string; state: string; done: number; estimate: {macs: number}}[];
    total: {macs: number};
  };
  const training = stages.find(({name}) => name === 'train')!;
  assert.ok(training.state === 'resume' && training.done > 0 && training.done < 1, JSON.stringify(training));
  const left = stages.reduce((sum, {done, estimate}) => sum + (1 - done) * estimate.macs, 0);
  assert.ok(Math.abs(total.macs / left - 1) < 1e-9);
  assert.equal(existsSync(at('search', 'strategy.json')), false);
  // Of two specs the other is not begun then.
  const later = join(folder, 'later.yaml');
  writeFileSync(later, 'extends: tiny.yaml\n');
  const searching = (): boolean => existsSync(at('search', 'candidates.jsonl'));
  assert.equal(await interrupt('killed', 'SIGTERM', searching, [spec, later]), 143);
  assert.equal(existsSync(at('search', 'strategy.json')), false);
  assert.equal(existsSync(join(folder, 'killed', 'later')), false);
  const features = (): boolean =>
    existsSync(at('evaluate', 'rows')) && readdirSync(at('evaluate', 'rows'), {recursive: true}).some(isFeatures);
  assert.equal(await interrupt('killed', 'SIGINT', features), 130);
  assert.equal(existsSync(at('evaluate', 'results.json')), false);
  assert.equal(await interrupt('killed', 'SIGKILL', () => existsSync(at('evaluate'))), 'SIGKILL');
  const last = ddsm('run', spec, '--runs', 'killed');
  assert.equal(last.status, 0, last.stderr);
  assert.deepEqual(tables('killed'), tables('whole'));
  // Candidates of all sessions count.
  const scored = (run: string): number =>
    readFileSync(join(folder, run, 'tiny', 'search', 'candidates.jsonl'), 'utf8')
      .trim()
      .split('\n').length;
  assert.equal(Number(searched.exec(last.stdout)?.[1]), scored('whole'), last.stdout);
  assert.equal(ddsm('diff', 'whole/tiny', 'killed/tiny').status, 0);
});

test('run() does every variant once, shares what does not differ, and puts all into one table', () => {
  const variants = join(folder, 'variants', 'tiny.yaml');
  mkdirSync(dirname(variants));
  writeFileSync(
    variants,
    `extends: ../tiny.yaml
name: tiny
variants:
  - {name: same, search: {images: 32}}
  - {name: heun, search: {sampler: {kind: heun, steps: 3}, iterations: 2, seeds: [../given.json], resample: true}}
  - {name: stretched, evaluate: {sampler: {kind: ddim, steps: 7}, resample: true}}
`,
  );
  // A strategy of a thousand steps, from which a search of three begins.
  writeFileSync(
    join(folder, 'given.json'),
    JSON.stringify({
      widths: [
        ['4/8', 400],
        ['8/8', 300],
        ['6/8', 300],
      ],
    }),
  );
  cpSync(join(folder, 'whole'), join(folder, 'varied'), {recursive: true});
  const planned = JSON.parse(ddsm('plan', variants, '--runs', 'varied', '--json').stdout) as {
    stages: {name: string; state: string}[];
  };
  assert.deepEqual(
    planned.stages.map(({name, state}) => `${name} ${state}`),
    [
      ...['classifier done', 'train done', 'baseline done', 'search done', 'evaluate done'],
      ...['variants/heun/search run', 'variants/heun/evaluate run', 'variants/stretched/evaluate run'],
    ],
  );
  const {status, stderr} = ddsm('run', variants, '--runs', 'varied');
  assert.equal(status, 0, stderr);
  const candidates = readFileSync(join(folder, 'varied/tiny/variants/heun/search/candidates.jsonl'), 'utf8');
  assert.match(candidates, /"genes":"021"/);
  const lines = parse(tables('varied')['results.csv']!, {columns: true}) as Record<string, string>[];
  assert.deepEqual(
    lines.filter(({row}) => row === 'ddsm').map((line) => [line.sampler, line.steps, line.evaluations, line.variant]),
    [
      ['ddim', '5', '5', 'same'],
      ['heun', '3', '5', 'heun'],
      ['ddim', '7', '7', 'stretched'],
    ],
  );
  const exported = ddsm('export', 'varied/tiny', '--variant', 'heun', '--out', 'heun.safetensors');
  assert.equal(exported.status, 0, exported.stderr);
  const unknown = ddsm('export', 'varied/tiny', '--variant', 'euler', '--out', 'euler.safetensors');
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /no variant euler[\s\S]*its variants: same, heun, stretched/);
  assert.equal(existsSync(join(folder, 'euler.safetensors')), false);
});

test('weights go out to PyTorch, come back the same, and are used instead of training', () => {
  assert.equal(ddsm('export', 'whole/tiny', '--out', 'tiny.pt').status, 0);
  assert.equal(ddsm('import', 'tiny.pt', '--out', 'back.safetensors', '--spec', spec).status, 0);
  assert.equal(ddsm('export', 'whole/tiny', '--out', 'direct.safetensors').status, 0);
  const tensors = (name: string): object =>
    Object.fromEntries([...readSafetensors(join(folder, name)).tensors].map(([key, {data}]) => [key, [...data]]));
  assert.deepEqual(tensors('back.safetensors'), tensors('direct.safetensors'));
  const given = join(folder, 'given', 'tiny.yaml');
  mkdirSync(dirname(given));
  writeFileSync(
    given,
    'extends: ../tiny.yaml\nname: tiny\ntrain: {weights: ../back.safetensors}\nevaluate: {rows: [uniform]}\n',
  );
  const {status, stderr} = ddsm('run', given, '--runs', 'given');
  assert.equal(status, 0, stderr);
  const distances = (run: string): string[] =>
    (parse(tables(run)['results.csv']!, {columns: true}) as Record<string, string>[])
      .filter(({row}) => row === 'uniform')
      .map(({distance}) => distance!);
  assert.deepEqual(distances('given'), distances('whole'));
  const mixed = ['evaluate.rows=[uniform,multilevel]', 'search.strategy=../whole/tiny/search/strategy.json'];
  const repeats = ['evaluate.repeats=3', ...mixed].flatMap((setting) => ['--set', setting]);
  assert.equal(ddsm('run', given, '--runs', 'repeated', ...repeats).status, 0);
  for (const line of parse(tables('repeated')['results.csv']!, {columns: true}) as Record<string, string>[]) {
    assert.equal(line.repeats, '3');
    assert.ok(
      Number(line.distanceMin) < Number(line.distance) && Number(line.distanceDeviation) > 0,
      JSON.stringify(line),
    );
    // A mixture draws anew in each repeat, and its cost is the mean of theirs.
    if (line.row !== 'multilevel') continue;
    const costs = measuredCosts(join(folder, 'repeated', 'tiny', 'evaluate', 'rows'), 'multilevel');
    assert.equal(costs.length, 3);
    assert.ok(new Set(costs).size > 1, 'all repeats drew alike');
    const gflops = (2 * (costs[0]! + costs[1]! + costs[2]!)) / 3 / Number(line.evaluations) / 1e9;
    assert.equal(line.gflops, gflops.toFixed(6));
  }
  const wrong = ddsm('validate', given, '--set', 'model.channels=32');
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /time_embedding\.timembedding\.1\.weight should be \[128, 32\], but is \[64, 16\]/);
});

test('run() does the search that another experiment takes its strategy from, first and once', () => {
  const wide = join(folder, 'wide.yaml');
  writeFileSync(
    wide,
    'extends: tiny.yaml\nmodel: {channels: 32}\nsearch: {from: tiny}\nevaluate: {rows: [uniform, ddsm]}\n',
  );
  const names = (runs: string): string[] => {
    const {stages} = JSON.parse(ddsm('plan', wide, '--runs', runs, '--json').stdout) as {stages: {name: string}[]};
    return stages.map(({name}) => name);
  };
  const own = ['classifier', 'train', 'search', 'evaluate'];
  assert.deepEqual(names('empty'), [...['classifier', 'train', 'search'].map((name) => `tiny: ${name}`), ...own]);
  const {status, stdout, stderr} = ddsm('run', wide, '--runs', 'taken', '--plain');
  assert.equal(status, 0, stderr);
  assert.match(stderr, /wide takes its strategy from tiny/);
  assert.doesNotMatch(stdout, /## tiny/);
  assert.deepEqual(names('taken'), own);
  const strategy = (run: string): object =>
    (JSON.parse(readFileSync(join(folder, 'taken', run, 'search', 'strategy.json'), 'utf8')) as {widths: object})
      .widths;
  assert.deepEqual(strategy('wide'), strategy('tiny'));
  const spec = (): string => readFileSync(join(folder, 'taken', 'wide', 'experiment.yaml'), 'utf8');
  const whole = spec();
  assert.equal(ddsm('run', wide, '--runs', 'taken', '--until', 'train', '--plain').status, 0);
  assert.equal(spec(), whole, 'a part of the stages takes the same strategy');
  for (const [set, message] of [
    ['search.from=nowhere', /there is no experiment nowhere/],
    ['search.sampler.steps=7', /has 5 steps; the sampler takes 7/],
    ['search.from=wide', /cannot take a strategy from itself/],
    ['widths.options=[8/8]', /may choose width 4\/8, which is not among widths.options/],
  ] as const) {
    const refused = ddsm('validate', wide, '--set', set);
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, message);
  }
});

test('report() makes one page of a run, and of a run that is not finished', () => {
  const {status, stdout} = ddsm('report', 'whole/tiny');
  assert.equal(status, 0);
  assert.equal(stdout.trim(), join('whole', 'tiny', 'report.html'));
  const html = readFileSync(join(folder, 'whole', 'tiny', 'report.html'), 'utf8');
  for (const part of [
    'Results',
    'Figures',
    'Images',
    'Training',
    'How it was made',
    'TensorFlow 2.21.0',
    'uniform 6/8',
    '>below uniform percent<',
    '>total TFLOPs<',
    'samples of the supernet after',
  ])
    assert.ok(html.includes(part), part);
  assert.ok(!html.includes('<figcaption>tradeoff'), 'a figure says its title twice');
  // Data that has gone gives stages other keys; what was measured stays what it was.
  cpSync(join(folder, 'whole'), join(folder, 'bereft'), {recursive: true});
  const record = join(folder, 'bereft', 'tiny', 'evaluate', 'stage.json');
  writeFileSync(record, readFileSync(record, 'utf8').replace(/("key": ")../, '$1xx'));
  assert.equal(ddsm('report', 'bereft/tiny').status, 0);
  assert.ok(readFileSync(join(folder, 'bereft', 'tiny', 'report.html'), 'utf8').includes('uniform 6/8'));
  assert.equal(ddsm('run', spec, '--runs', 'begun', '--until', 'classifier').status, 0);
  assert.equal(ddsm('report', 'begun/tiny').status, 0);
  assert.match(readFileSync(join(folder, 'begun', 'tiny', 'report.html'), 'utf8'), /not finished/);
});

test('plan() names the part that changed, and only the stages that depend on it run', () => {
  const {stdout} = ddsm('plan', spec, '--runs', 'whole', '--set', 'search.flopsWeight=3', '--json');
  const {stages} = JSON.parse(stdout) as {stages: {name: string; state: string; why: string}[]};
  const states = Object.fromEntries(stages.map(({name, state}) => [name, state]));
  assert.deepEqual(states, {classifier: 'done', train: 'done', baseline: 'done', search: 'run', evaluate: 'run'});
  assert.equal(stages.find(({name}) => name === 'search')?.why, 'changed: search.flopsWeight (0.1 → 3)');
});

test('diff() finds a changed number and exits 1', () => {
  const csv = join(folder, 'changed.csv');
  writeFileSync(csv, tables('whole')['search.csv']!.replace(/^0,4/m, '0,5'));
  const {status, stdout} = ddsm('diff', join(folder, 'whole', 'tiny', 'tables', 'search.csv'), csv, '--json');
  assert.equal(status, 1);
  const {tables: found, different} = JSON.parse(stdout) as {tables: {rows: {column: string}[]}[]; different: boolean};
  assert.ok(different);
  assert.deepEqual(
    found[0]?.rows.map(({column}) => column),
    ['evaluated'],
  );
});

test('run() ends with exit 2, writing nothing, where the data is missing', () => {
  const {status, stderr} = ddsm('run', join(packageRoot, 'experiments', 'cifar10.yaml'), '--runs', 'missing');
  assert.equal(status, 2);
  assert.match(stderr, /there is no data at .*data\/cifar10\n/);
  assert.ok(!existsSync(join(folder, 'missing')));
});

test('commands that compute nothing load few files, and no package that computes', () => {
  const list = join(folder, 'loaded.txt');
  // Appends the URL of every module that is loaded; seconds would depend on what else the machine does.
  const hook = `import {appendFileSync} from 'node:fs';
    export function load(url, context, next) { appendFileSync(${JSON.stringify(list)}, url + '\\n'); return next(url, context); }`;
  const register = `import {register} from 'node:module'; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)});`;
  for (const args of [['--help'], ['validate', spec], ['plan', spec], ['cost', spec], ['status']]) {
    rmSync(list, {force: true});
    const imported = `data:text/javascript,${encodeURIComponent(register)}`;
    const {status, stderr} = spawnSync(process.execPath, ['--import', imported, bin, ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    const loaded = readFileSync(list, 'utf8').trim().split('\n');
    assert.ok(loaded.length > 5 && loaded.length < 200, `${args[0]}: ${loaded.length} files`);
    const packages = loaded.flatMap((url) => /.*node_modules\/([^/]+)/.exec(url)?.[1] ?? []);
    assert.deepEqual(
      [...new Set(packages)].filter((name) => !['commander', 'csv-stringify', 'yaml'].includes(name)),
      [],
    );
  }
});
