/** Rows that are generated together against each of them alone: the same files, for less work. */
import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readdirSync, readFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {makeSampler} from '../../src/diffusion/samplers/index.js';
import {evaluationsOf, type SamplerSettings} from '../../src/diffusion/settings.js';
import {tf} from '../../src/engine/tf.js';
import {networkMacs} from '../../src/models/outer.js';
import {type Cached, executedCost, type Mixture, meanCost, type Prediction} from '../../src/models/prediction.js';
import type {Width} from '../../src/models/width.js';
import {Draws} from '../../src/random.js';
import {Stopped} from '../../src/stages/context.js';
import {measureTogether, type TogetherOptions} from '../../src/stages/evaluate/together.js';
import {Generator, imagesFrom} from '../../src/stages/generate.js';
import type {Metric} from '../../src/stages/metrics/metric.js';
import {readLines} from '../../src/store/files.js';
import {config, flat, KINDS, schedule} from './predictions.js';

const IMAGES = 6;
const BATCH = 4;
const PIXELS = 64;
const widths: Width[] = ['2/8', '4/8', '8/8'];
const cut = {width: '8/8', outer: 1} as const;
const mixture: Mixture = {levels: widths, chances: [1, 0.6, 0.3], together: 2};
const generator = new Generator({config, widths, cuts: [cut], batch: BATCH});
generator.load(flat);

/** Pixels as features, and a distance that every bit of them changes. */
const metric: Metric = {
  ...{name: 'pixels', dimensions: PIXELS, fewest: 1, dispose() {}},
  features: async (images, count) => images.slice(0, count * PIXELS),
  needed: (features) => features,
  distance: () => assert.fail(),
  measure: (needed) => ({
    distance: needed.reduce((sum, value, place) => sum + value * Math.sin(place), 100),
    scores: {},
  }),
};

/** Rows as an evaluation has them: single widths, strategies that begin like others, mixed and cached steps. */
function rowsFor(steps: number): Map<string, Prediction[]> {
  const all = (prediction: Prediction): Prediction[] => Array<Prediction>(steps).fill(prediction);
  const late = (before: Prediction, after: Prediction, count: number): Prediction[] =>
    all(before).map((one, step) => (step < count ? after : one));
  const cached = (n: number): Cached[] =>
    Array.from({length: steps}, (_, step) => ({...cut, fresh: (steps - 1 - step) % n === 0}));
  const draws = new Draws({seed: 4, stream: 1000, image: steps});
  const random = Array.from({length: steps}, () => widths[draws.below(2)]!);
  return new Map<string, Prediction[]>([
    ['narrow', all('2/8')],
    ['wide', all('8/8')],
    ['cut', late('2/8', '8/8', 2)],
    ['cut-later', late('2/8', '8/8', 1)],
    ['same-as-cut', late('2/8', '8/8', 2)],
    ['random', random],
    ['random-then-mixed', [mixture, ...random.slice(1)]],
    ['mixed', all(mixture)],
    ['mixed-then-wide', late(mixture, '8/8', 2)],
    ['cached', cached(2)],
    ['cached-then-narrow', cached(2).map((one, step) => (step === 0 ? '2/8' : one))],
  ]);
}

interface Evaluation {
  settings: SamplerSettings;
  rows: ReadonlyMap<string, readonly Prediction[]>;
  folder?: string;
  repeat?: number;
  most?: number;
  /** Stops after so many steps. */
  after?: number;
}

const costsFor = (settings: SamplerSettings, repeat = 0) => ({
  ...networkMacs(config, widths),
  evaluations: evaluationsOf(settings),
  ...{seed: 5, replica: repeat},
});

/** Measures rows in a folder each: where they are, and the MACs of an image that were executed. */
async function evaluate({settings, rows, repeat = 0, most, after = Number.POSITIVE_INFINITY, ...rest}: Evaluation) {
  const folder = rest.folder ?? mkdtempSync(join(tmpdir(), 'ddsm-together-'));
  const [before, tensors] = [generator.macs, tf.memory().numTensors];
  let steps = 0;
  const reports: number[] = [];
  const options: TogetherOptions = {
    ...{metric, asked: {scores: [], jackknife: 0}, generator: () => generator},
    report: (images) => reports.push(images),
    watch: {
      ...{report() {}, warn: assert.fail, stopping: async () => false},
      async breathe() {
        if (++steps > after) throw new Stopped('stopped');
      },
    },
  };
  if (most !== undefined) options.most = most;
  const {guidance} = settings;
  const together = {
    ...{sampler: makeSampler(schedule, settings), evaluations: evaluationsOf(settings), guidance},
    ...{images: IMAGES, seed: 5, repeat},
  };
  const named = [...rows].map(([name, strategy]) => ({folder: join(folder, name), strategy}));
  try {
    const measured = await measureTogether(named, together, options);
    return {folder, measured, reports, macs: generator.macs - before};
  } finally {
    assert.equal(tf.memory().numTensors, tensors);
  }
}

/** All that a row's folder says, but for seconds. */
function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name !== 'times.jsonl');
  return Object.fromEntries(
    names.sort().map((name) => {
      const text = readFileSync(join(folder, name), 'latin1');
      if (!name.startsWith('measured')) return [name, text];
      const {latencyMs, sum: _, ...measured} = JSON.parse(text) as Record<string, unknown>;
      assert.ok((latencyMs as number) > 0);
      return [name, JSON.stringify(measured)];
    }),
  );
}

const assertSame = (a: string, b: string, rows: Evaluation['rows']): void => {
  for (const name of rows.keys()) assert.deepEqual(contents(join(a, name)), contents(join(b, name)), name);
};

for (const settings of KINDS) {
  const name = `${settings.kind}${settings.guidance ? ', guided' : ''}`;
  const rows = rowsFor(settings.steps);

  test(`${name}: rows together are what each of them is alone, bit for bit, for less work`, async () => {
    const costs = costsFor(settings);
    const together = await evaluate({settings, rows});
    let macs = 0;
    for (const [place, [row, strategy]] of [...rows].entries()) {
      const alone = mkdtempSync(join(tmpdir(), 'ddsm-together-'));
      const one = await evaluate({settings, rows: new Map([[row, strategy]]), folder: alone});
      assert.deepEqual(contents(join(together.folder, row)), contents(join(alone, row)), row);
      macs += one.macs;
      const {totalMacs} = meanCost(strategy, IMAGES, costs);
      assert.equal(together.measured[place]!.macs, totalMacs, row);
      const [features] = readdirSync(join(alone, row)).filter((file) => file.endsWith('.features'));
      const pixels = await generator.sample({
        ...{sampler: makeSampler(schedule, settings), strategy, guidance: settings.guidance},
        ...{images: imagesFrom(0, BATCH), seed: 5},
      });
      assert.deepEqual(new Uint8Array(readFileSync(join(alone, row, features!))), new Uint8Array(pixels.buffer), row);
    }
    assert.ok(together.macs < 0.85 * macs, `${together.macs} of ${macs}`);
    const pairs = await evaluate({settings, rows, most: 2});
    assertSame(pairs.folder, together.folder, rows);
    assert.ok(pairs.macs > together.macs && pairs.macs < macs);
  });

  test(`${name}: rows that are stopped anywhere and taken up again end in the same bits`, async () => {
    const whole = await evaluate({settings, rows, repeat: 1});
    const draws = new Draws({seed: 6, stream: 1000, image: settings.steps});
    const folder = mkdtempSync(join(tmpdir(), 'ddsm-together-'));
    let stops = 0;
    for (let after = 0; ; after += 1 + draws.below(40 * settings.steps)) {
      const stopped = await evaluate({settings, rows, repeat: 1, folder, after}).catch((error: unknown) => error);
      if (!(stopped instanceof Stopped)) break;
      stops += 1;
    }
    assert.ok(stops > 0);
    assertSame(folder, whole.folder, rows);
  });
}

test('a row that is added later is measured alone, and the others are not touched', async () => {
  const settings: SamplerSettings = {kind: 'ddim', steps: 6};
  const rows = rowsFor(6);
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-together-'));
  const others = new Map([...rows].filter(([row]) => row !== 'cut'));
  await evaluate({settings, rows: others, folder});
  const before = [...others.keys()].map((row) => readFileSync(join(folder, row, 'times.jsonl'), 'utf8'));
  assert.ok(!existsSync(join(folder, 'cut')));
  const {macs, measured} = await evaluate({settings, rows, folder});
  const costs = costsFor(settings);
  const of = (first: number) => executedCost(rows.get('cut')!, imagesFrom(first, BATCH), costs).totalMacs;
  assert.equal(macs, of(0) + of(BATCH));
  assert.deepEqual(
    [...others.keys()].map((row) => readFileSync(join(folder, row, 'times.jsonl'), 'utf8')),
    before,
  );
  const fresh = await evaluate({settings, rows});
  assertSame(folder, fresh.folder, rows);
  assert.deepEqual(
    measured.map(({distance}) => distance),
    fresh.measured.map(({distance}) => distance),
  );
});

test('shared steps count in full among the seconds of each row, and images are reported as they are there', async () => {
  const settings: SamplerSettings = {kind: 'ddpm', steps: 20};
  const wide = Array<Width>(20).fill('8/8');
  const rows = new Map([
    ['wide', wide],
    ['narrow-at-the-end', wide.with(0, '2/8')],
  ]);
  const MS = 10;
  const step = generator.step.bind(generator);
  generator.step = async (...asked) => {
    await new Promise((done) => setTimeout(done, MS));
    return step(...asked);
  };
  const {folder, macs, reports} = await evaluate({settings, rows});
  generator.step = step;
  const {totalMacs} = meanCost(wide, IMAGES, costsFor(settings));
  assert.equal(macs, 2 * (totalMacs + networkMacs(config, widths).macs.get('2/8')!));
  for (const row of rows.keys()) {
    const times = readLines<{seconds: number}>(join(folder, row, 'times.jsonl'));
    assert.equal(times.length, 2);
    // Timers may be a little early.
    for (const {seconds} of times) assert.ok(seconds > (20 * MS * 0.9) / 1000, `${row}: ${seconds}`);
  }
  assert.deepEqual([reports[0], reports.at(-1)], [0, 2 * IMAGES]);
  assert.ok(reports.every((one, place) => place === 0 || one >= reports[place - 1]!));
  assert.ok(reports.some((one) => one > 0 && one < 2 * BATCH));
});
