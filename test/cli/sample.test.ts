import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {unzipSync} from 'fflate';
import sharp from 'sharp';
import {flatLayout} from '../../src/models/flatLayout.js';
import {initialWeights} from '../../src/models/initialise.js';
import {packageRoot} from '../../src/paths.js';
import {fillNormals, STREAM} from '../../src/random.js';
import {encodeFlat} from '../../src/stages/weights.js';
import {encodeSafetensors, openSafetensors, readSafetensors} from '../../src/weights/safetensors.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-sample-'));
const at = (name: string): string => join(folder, name);
const sample = (...args: string[]) => {
  const all = [join(packageRoot, 'bin', 'ddsm.js'), 'sample', 'weights.safetensors', '--seed', '7', ...args];
  return spawnSync(process.execPath, all, {encoding: 'utf8', cwd: folder});
};

const config = {
  ...{resolution: 8, imageChannels: 3, channels: 16, multipliers: [1, 2], attentionLevels: [], blocks: 1},
  ...{groups: 4, dropout: 0, classes: 4},
};
const layout = flatLayout(config);
writeFileSync(
  at('weights.safetensors'),
  encodeFlat(layout, initialWeights(layout, 1), {
    architecture: JSON.stringify(config),
    diffusion: JSON.stringify({steps: 100, betas: [1e-3, 0.1]}),
    widths: JSON.stringify({options: ['4/8', '8/8'], exclude: []}),
  }),
);
/** The images of a file, whose numbers may not fit into an int32. */
function imagesOf(name: string): Float32Array {
  const {read, close} = openSafetensors(at(name));
  const {data} = read('images');
  close();
  return data as Float32Array;
}

test('sample() writes a grid, single images, .npz, .safetensors and an animation', async () => {
  const outs = ['grid.png', 'single/', 'images.npz', 'images.safetensors'].flatMap((out) => ['--out', out]);
  const {status, stdout, stderr} = sample(
    '--seeds',
    '0-5',
    '--batch',
    '4',
    '--steps',
    '5',
    ...outs,
    '--animation',
    'way.webp',
    '--json',
  );
  assert.equal(status, 0, stderr);
  const report = JSON.parse(stdout) as {
    images: number;
    sampler: object;
    files: string[];
    weights: string;
    step: number | null;
    strategy: object;
  };
  assert.equal(report.images, 6);
  assert.deepEqual(report.sampler, {kind: 'ddim', steps: 5});
  assert.deepEqual([report.weights, report.step], ['weights.safetensors', null]);
  assert.deepEqual(report.strategy, {from: 'full', widths: Array(5).fill('8/8')});
  assert.match(stderr, /strategy: full width at every step, since weights.safetensors has no searched strategy/);
  assert.match(stderr, /way.webp shows the first 4 of 6 images/);
  assert.deepEqual(report.files, ['grid.png', 'single/', 'images.npz', 'images.safetensors', 'way.webp']);
  assert.deepEqual(
    readdirSync(at('single')),
    [0, 1, 2, 3, 4, 5].map((number) => `00000${number}.png`),
  );
  assert.equal((await sharp(at('way.webp'), {animated: true}).metadata()).pages, 5);
  const {tensors} = readSafetensors(at('images.safetensors'));
  assert.deepEqual(tensors.get('images')!.shape, [6, 3, 8, 8]);
  assert.deepEqual([...tensors.get('numbers')!.data], [0, 1, 2, 3, 4, 5]);
  const npz = unzipSync(readFileSync(at('images.npz')));
  assert.match(Buffer.from(npz['arr_0.npy']!).toString('latin1'), /'descr': '\|u1', .*'shape': \(6, 8, 8, 3\)/);
  // The same pixel in all of them: image 1, row 2, column 3, channel 0.
  const value = Math.round(((tensors.get('images')!.data[(3 + 0) * 64 + 2 * 8 + 3]! + 1) / 2) * 255);
  assert.equal(npz['arr_0.npy']!.at(-6 * 192 + 192 + (2 * 8 + 3) * 3), value);
  const pixels = await sharp(at('single/000001.png')).raw().toBuffer();
  assert.equal(pixels[(2 * 8 + 3) * 3], value);
});

test('sample(): image i is the same whatever else is asked for, and from its own noise given as a file', () => {
  assert.equal(sample('--seeds', '5,2', '--steps', '5', '--labels', '1,2', '--out', 'two.safetensors').status, 0);
  const two = imagesOf('two.safetensors');
  const six = imagesOf('images.safetensors');
  for (const [place, image] of [5, 2].entries()) {
    for (let i = 0; i < 192; i++)
      assert.ok(Math.abs(two[place * 192 + i]! - six[image * 192 + i]!) < 1e-5, `image ${image}`);
  }
  const noise = new Float32Array(192);
  fillNormals(noise, {seed: 7, stream: STREAM.start, image: 2, step: 0, replica: 0});
  const data = Float32Array.from(noise, (_, at) => noise[(at % 64) * 3 + Math.floor(at / 64)]!);
  writeFileSync(at('noise.safetensors'), encodeSafetensors(new Map([['x_T', {shape: [1, 3, 8, 8], data}]])));
  const given = sample(
    '--seeds',
    '4294967295',
    '--steps',
    '5',
    '--labels',
    '2',
    '--start',
    'noise.safetensors',
    '--out',
    'one.safetensors',
    '--animation',
    'way.GIF',
  );
  assert.equal(given.status, 0, given.stderr);
  assert.equal(readFileSync(at('way.GIF'), 'latin1').slice(0, 6), 'GIF89a');
  // Its number, in the last eight bytes, does not fit into an int32.
  assert.equal(readFileSync(at('one.safetensors')).subarray(-8).readBigInt64LE(), 4294967295n);
  const one = imagesOf('one.safetensors');
  for (let i = 0; i < 192; i++) assert.ok(Math.abs(one[i]! - six[2 * 192 + i]!) < 1e-5);
});

const refusals: [string, RegExp, string[]][] = [
  ['steps beyond the training', /101 sampling steps are more than the 100/, ['--steps', '101']],
  ['an option that the sampler has not', /euler has no option eta/, ['--sampler', '{kind: euler, eta: 1}']],
  ['its own weights as output', /is a file that is read/, ['--out', 'weights.safetensors']],
  ['ancestral sampling in few steps', /takes all 100 steps, not 5/, ['--sampler', 'ddpm', '--steps', '5']],
  ['a width that the weights lack', /no width 2\/8; they have 4\/8, 8\/8/, ['--strategy', '2/8']],
  [
    'a strategy of another length',
    /has 3 steps; the sampler takes 5 \(--resample/,
    ['--strategy', 'short.json', '--steps', '5'],
  ],
  [
    'noise of another shape',
    /is \[1, 3, 8, 8\]; 3 images need \[3, 3, 8, 8\]/,
    ['--start', 'noise.safetensors', '--seeds', '0-2'],
  ],
  ['a class that is not there', /no class 4; the classes are 0 to 3/, ['--labels', '4']],
  ['numbers that are none', /is not a list of image numbers/, ['--seeds', '9-3']],
  ['an unknown kind of file', /nothing is written as \.gif/, ['--out', 'a.gif']],
  [
    'an unknown kind of animation',
    /--animation a.mp4: animations are written as .webp or .gif/,
    ['--animation', 'a.mp4'],
  ],
  ['an animation without a kind', /--animation way: animations are written as/, ['--animation', 'way']],
  ['an image number beyond 32 bits', /--seeds 4294967296 has a number above 4294967295/, ['--seeds', '4294967296']],
  ['a range beyond 32 bits', /has a number above 4294967295/, ['--seeds', '9007199254740993-9007199254740994']],
  ['too many images', /has more than 1000000 image numbers/, ['--seeds', '0-999999,1000000']],
  ['a seed beyond 32 bits', /whole number from 0 to 4294967295/, ['--seed', '4294967296']],
  ['an image twice', /--seeds names image 0 twice/, ['--seeds', '0,1,0-2']],
  ['an image twice in a folder', /--seeds names image 1 twice/, ['--seeds', '1,1', '--labels', '0,1', '--out', 'x/']],
  ['a label below zero', /--labels -1 is not a list of numbers of classes/, ['--labels=-1']],
  ['a label in words', /--labels dog is not a list of numbers of classes/, ['--labels', 'dog']],
  ['an empty sampler', /--sampler is empty/, ['--sampler', '']],
  ['a sampler of blanks', /--sampler is empty[\s\S]*ddpm, ddim/, ['--sampler', ' ']],
  ['an empty strategy', /--strategy is empty[\s\S]*a shell variable that is not set/, ['--strategy', '']],
  ['an empty output', /--out is empty/, ['--out', 'a.npz', '--out', '']],
  ['a number as a sampler', /--sampler 5 names no kind of sampler/, ['--sampler', '5']],
  ['nothing as a sampler', /--sampler ~ names no kind of sampler/, ['--sampler', '~']],
  ['a list as a sampler', /--sampler \[a\] names no kind of sampler/, ['--sampler', '[a]']],
  ['settings without a kind', /--sampler {steps: 5} names no kind of sampler/, ['--sampler', '{steps: 5}']],
  ['a folder in the place of a file', /taken\.npz is no file, and one is/, ['--out', 'taken.npz']],
  ['a file in the place of a folder', /taken\/ is no folder, and one is/, ['--out', 'taken/']],
  ['a folder in the place of an animation', /taken\.webp is no file/, ['--animation', 'taken.webp']],
];
mkdirSync(at('taken.npz'));
mkdirSync(at('taken.webp'));
writeFileSync(at('taken'), '');
writeFileSync(at('short.json'), JSON.stringify({widths: [['8/8', 3]]}));
for (const [what, message, args] of refusals) {
  test(`sample() refuses ${what} before computing`, () => {
    const {status, stderr} = sample(...args);
    assert.equal(status, 2, stderr);
    assert.match(stderr, message);
    assert.ok(!existsSync(at('samples.png')));
  });
}
