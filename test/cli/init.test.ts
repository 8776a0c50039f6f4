import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {test} from 'node:test';
import sharp from 'sharp';
import {packageRoot} from '../../src/paths.js';
import {cacheRoot} from '../../src/runtime/cache.js';
import {draftSpec, hoursText, type Wish} from '../../src/spec/draft.js';
import {loadSpec} from '../../src/spec/load.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-init-'));
// The user's cache without the speeds of earlier runs, which a plan would go by, and a draft does not.
const cache = join(folder, 'cache');
mkdirSync(join(cache, 'ddsm'), {recursive: true, mode: 0o700});
for (const name of existsSync(cacheRoot()) ? readdirSync(cacheRoot()) : [])
  if (name !== 'speeds.json') symlinkSync(join(cacheRoot(), name), join(cache, 'ddsm', name));
const ddsm = (...args: string[]) =>
  spawnSync(process.execPath, [join(packageRoot, 'bin', 'ddsm.js'), ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: {...process.env, XDG_CACHE_HOME: cache},
  });
for (const [name, channels, width] of [
  ['My Cats/tabby', 3, 40],
  ['My Cats/white', 3, 36],
  ['scans', 1, 20],
] as const) {
  mkdirSync(join(folder, name), {recursive: true});
  for (let image = 0; image < 3; image++) {
    const raw = {width, height: 36, channels};
    const picture = sharp(new Uint8Array(width * 36 * channels).fill(50 * image), {raw});
    await (channels === 1 ? picture.toColourspace('b-w') : picture).png().toFile(join(folder, name, `${image}.png`));
  }
}

test('init --yes writes a spec that validates, under a name that a run may have, for editors that know schemas', () => {
  const {status, stdout, stderr} = ddsm('init', 'My Cats', '--yes');
  assert.equal(status, 0, stderr);
  assert.equal(stdout, 'my-cats.yaml\n');
  assert.match(stderr, /6 images in 2 folders, taken as classes\nshorter side 36 pixels; the central square is used/);
  const text = readFileSync(join(folder, 'my-cats.yaml'), 'utf8');
  const [, schema] = /^# yaml-language-server: \$schema=(.*)$/m.exec(text)!;
  assert.ok(JSON.parse(readFileSync(resolve(dirname(join(folder, 'my-cats.yaml')), schema!), 'utf8')).properties);
  const {experiment} = loadSpec(join(folder, 'my-cats.yaml'));
  assert.deepEqual([experiment!.dataset.resolution, experiment!.evaluate.metric], [32, 'frechet']);
  assert.equal(ddsm('plan', 'my-cats.yaml').status, 0);
});

test('init of grey images without classes asks for grey and FID, says what FID needs, and overwrites nothing', () => {
  assert.equal(ddsm('init', 'scans', '--yes', '--hours', '1').status, 0);
  const {experiment} = loadSpec(join(folder, 'scans.yaml'));
  const {dataset, evaluate} = experiment!;
  assert.deepEqual([dataset.channels, dataset.resolution, evaluate.metric], [1, 16, 'fid']);
  assert.match(readFileSync(join(folder, 'scans.yaml'), 'utf8'), /pt_inception-2015-12-05/);
  const again = ddsm('init', 'scans', '--yes');
  assert.equal(again.status, 2);
  assert.match(again.stderr, /scans\.yaml is there already/);
  assert.equal(ddsm('init', 'nothing').status, 2);
  const odd = ddsm('init', 'scans', '--yes', '--out', 'odd.yaml', '--resolution', '50');
  assert.equal(odd.status, 2);
  assert.match(odd.stderr, /--resolution 50 is none of 16, 32, 64, 128, 256/);
});

test('every draft is a valid spec, whatever the images, the device and the time', () => {
  const file = join(folder, 'draft.yaml');
  for (const gpu of [false, true])
    for (const resolution of [16, 32, 64])
      for (const [classes, grey, hours, memoryBytes] of [
        [0, false, 1, 4e9],
        [2, true, 300, 400e9],
      ] as const) {
        const device: Wish['device'] = {
          gpu,
          memoryBytes,
          macsPerSecond: () => (gpu ? 1.5e12 : 4e10),
          name: 'a machine',
        };
        const wish = {
          name: 'draft',
          path: 'scans',
          schema: 's.json',
          images: 50,
          classes,
          grey,
          resolution,
          hours,
          device,
        };
        writeFileSync(file, draftSpec(wish).text);
        const {problems, experiment} = loadSpec(file);
        assert.deepEqual(problems, [], JSON.stringify({gpu, resolution, classes}));
        // A small memory has batches computed in parts.
        if (gpu && resolution === 64) assert.equal(experiment!.train.accumulate > 1, memoryBytes < 10e9);
      }
});

test('a draft takes the hours that were asked for, with a narrower network where they are few', () => {
  // Some 60 GFLOP/s, whatever the network.
  const device: Wish['device'] = {gpu: false, memoryBytes: 25e9, macsPerSecond: () => 3e10, name: 'a machine'};
  const draft = (resolution: number, hours: number) =>
    draftSpec({
      ...{name: 'draft', path: 'scans', schema: 's.json', images: 500, classes: 2, grey: false},
      ...{device, resolution, hours},
    });
  const channelsOf = (text: string): number => Number(/channels: (\d+)/.exec(text)![1]);
  for (const [resolution, hours, channels] of [
    [16, 1, 32],
    [32, 2, 32],
    [32, 12, 64],
    [64, 12, 32],
  ] as const) {
    const found = draft(resolution, hours);
    assert.ok(Math.abs(found.hours / hours - 1) < 0.1, `${resolution} pixels in ${hours} h: ${found.hours}`);
    assert.equal(channelsOf(found.text), channels);
    assert.ok(found.text.includes(`the run takes about ${hoursText(found.hours)} there`));
  }
});

test('init says where the shortest run takes longer than was asked for, and takes parts of an hour', () => {
  const long = ddsm('init', 'scans', '--yes', '--out', 'long.yaml', '--resolution', '256', '--hours', '0.5');
  assert.equal(long.status, 0, long.stderr);
  assert.match(
    long.stderr,
    /warning: the shortest run that makes sense at 256×256 pixels takes about [\d.]+ h here, not 30 min\n {2}→ take a lower --resolution/,
  );
  assert.equal(ddsm('init', 'scans', '--yes', '--out', 'never.yaml', '--hours', '0').status, 2);
  const timely = ddsm('init', 'My Cats', '--yes', '--out', 'timely.yaml', '--hours', '2.5');
  assert.ok(!timely.stderr.includes('warning'), timely.stderr);
  const {total} = JSON.parse(ddsm('plan', 'timely.yaml', '--json').stdout) as {total: {hours: number}};
  assert.ok(Math.abs(total.hours / 2.5 - 1) < 0.15, `the plan says ${total.hours} h`);
});

test('init and plan count the images that Inception measures, and both plan and validate say that its weights are missing', () => {
  assert.equal(ddsm('init', 'scans', '--yes', '--out', 'fid.yaml', '--hours', '2').status, 0);
  const plan = ddsm('plan', 'fid.yaml', '--json');
  const {stages, total} = JSON.parse(plan.stdout) as {
    stages: {name: string; estimate: {macs: number}}[];
    total: {hours: number};
  };
  assert.ok(Math.abs(total.hours / 2 - 1) < 0.15, `the plan says ${total.hours} h`);
  const macsOf = (name: string): number => stages.find((one) => one.name === name)!.estimate.macs;
  assert.equal(macsOf('reference'), 3 * 5.7e9);
  const {experiment} = loadSpec(join(folder, 'fid.yaml'));
  // A row for each width, one for the plain network and one for the strategy.
  const rows = experiment!.widths.options.length + 2;
  assert.ok(macsOf('evaluate') > rows * experiment!.evaluate.images * 5.7e9);
  const missing = /warning: FID needs Inception's weights, and there is no file .*weights/;
  assert.match(plan.stderr, missing);
  const {status, stdout, stderr} = ddsm('validate', 'fid.yaml');
  assert.deepEqual([status, stdout], [0, 'fid.yaml: valid\n']);
  assert.match(stderr, missing);
  // Also of a variant alone.
  writeFileSync(
    join(folder, 'varied.yaml'),
    'extends: my-cats.yaml\nname: varied\nvariants: [{name: fid, evaluate: {metric: fid}}]\n',
  );
  assert.match(ddsm('validate', 'varied.yaml').stderr, missing);
});
