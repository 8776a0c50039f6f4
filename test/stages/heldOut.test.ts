/** The row of real images: from folders and archives, without images that cannot be used, and asked for before training. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {zipSync} from 'fflate';
import sharp from 'sharp';
import {dataFingerprint} from '../../src/data/fingerprint.js';
import {packageRoot} from '../../src/paths.js';
import {openHeldOut} from '../../src/stages/evaluate/heldOut.js';
import type {HeldOutSettings} from '../../src/stages/evaluate/stage.js';

const scratch = mkdtempSync(join(tmpdir(), 'ddsm-held-out-'));
/** A picture of one brightness, 0 … 255. */
const png = (value: number): Promise<Buffer> =>
  sharp(new Uint8Array(64).fill(value), {raw: {width: 8, height: 8, channels: 1}})
    .png()
    .toBuffer();
const files: Record<string, Uint8Array> = {'x/train/a/0.png': await png(0)};
for (const [place, value] of [51, 102, 153, 204, 255].entries()) files[`x/val/a/${place}.png`] = await png(value);
files['x/val/a/2.png'] = Buffer.from('no picture');
files['x/val/.thumbnails/0.png'] = await png(1);

const put = (folder: string, names: readonly string[]): void => {
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), {recursive: true});
    writeFileSync(join(folder, name), files[name]!);
  }
};
const folder = join(scratch, 'images');
put(folder, Object.keys(files));
const archive = join(scratch, 'IMAGES.ZIP');
writeFileSync(archive, zipSync(files));

const measured = {images: 100, jackknife: 0, repeats: 1, scores: []};
function settingsOf(path: string): HeldOutSettings {
  const hash = (split: 'train' | 'test'): string => dataFingerprint({kind: 'folder', path, split}).hash;
  const data = {kind: 'folder', resolution: 8, channels: 1, resize: 'area', split: 'test', limit: 0} as const;
  return {data: {...data, files: hash('test')}, trainedOn: hash('train')};
}

for (const path of [folder, archive])
  test(`openHeldOut() of ${path === folder ? 'a folder' : 'an archive'} leaves out what cannot be used, and says so`, async () => {
    const lines: string[] = [];
    const maker = await openHeldOut(settingsOf(path), {path, measured, batch: 3, warn: (line) => lines.push(line)});
    const values = async (first: number): Promise<number[]> => {
      const found: number[] = [];
      for await (const {images, count} of maker.from(first))
        for (let image = 0; image < count; image++) found.push(Math.round((images[image * 64]! + 1) * 127.5));
      return found;
    };
    assert.deepEqual(await values(0), [51, 102, 204, 255]);
    assert.deepEqual(await values(3), [255], 'as after an interruption');
    assert.match(lines[0]!, /^held-out: 1 left out, hidden, or made by the system: x\/val\/\.thumbnails$/);
    assert.match(lines[1]!, /^held-out: 1 of 5 images cannot be used and are left out: x\/val\/a\/2\.png \(is no PNG/);
    maker.close();
  });

test('openHeldOut() refuses fewer images than are needed for what is measured', async () => {
  const means = {path: folder, batch: 3, warn: () => {}};
  await assert.rejects(
    openHeldOut(settingsOf(folder), {...means, measured: {...measured, jackknife: 6}}),
    /held-out has 5 images of .*images: evaluate\.jackknife leaves out each of 6 parts of 5 images/,
  );
  // One of the five cannot be used.
  const maker = await openHeldOut(settingsOf(folder), {...means, measured: {...measured, jackknife: 5}});
  await assert.rejects(async () => {
    for await (const _ of maker.from(0));
  }, /held-out has 4 images of/);
  maker.close();
});

test('run asks for held-out images before it trains, in folders and in archives', () => {
  const train = join(scratch, 'train-only');
  put(train, ['x/train/a/0.png']);
  writeFileSync(join(scratch, 'train-only.zip'), zipSync({'x/train/a/0.png': files['x/train/a/0.png']!}));
  for (const [path, reason] of [
    ['train-only', /the row held-out needs images that are not trained on; .*train-only has none of the split test/],
    ['train-only.zip', /train-only\.zip has no images of the split test: it has train/],
  ] as const) {
    const spec = join(scratch, `${path}.yaml`);
    writeFileSync(
      spec,
      `name: one
dataset: {kind: folder, path: ${path}, resolution: 8, channels: 1}
model: {channels: 16, multipliers: [1], blocks: 1, groups: 4}
evaluate: {metric: frechet, rows: [held-out, uniform]}
`,
    );
    const ran = spawnSync(process.execPath, [join(packageRoot, 'bin', 'ddsm.js'), 'run', spec, '--plain'], {
      encoding: 'utf8',
      cwd: scratch,
    });
    assert.equal(ran.status, 1, ran.stderr);
    assert.match(ran.stderr, reason);
    assert.ok(!existsSync(join(scratch, 'runs', 'one', 'train')));
  }
});
