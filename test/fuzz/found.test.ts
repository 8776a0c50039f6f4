/** What fuzzing found, each held by a test of its own: the input, and the one message that it gets now. */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {decode, readImage} from '../../src/data/decode.js';
import {folderSource} from '../../src/data/sources/folder.js';
import {ProblemError} from '../../src/problem.js';
import {loadSpec} from '../../src/spec/load.js';
import {diffTables, readTables} from '../../src/tables/diff.js';
import {readPickledArrays} from '../../src/weights/pickledArrays.js';
import type {Target} from './target.js';
import {cifarPickled} from './targets/cifar.js';
import {pngOf, SVG} from './targets/images.js';
import {npzImages, statistics} from './targets/npz.js';
import {pickleBomb} from './targets/pickle.js';
import {strategy} from './targets/text.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-found-'));
after(() => rmSync(folder, {recursive: true, force: true}));

function put(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The refusals of a target's own seeds. */
async function refusals(target: Target): Promise<string[]> {
  const messages: string[] = [];
  for (const input of target.seeds())
    try {
      await target.read(put(target.file, input), input);
    } catch (error) {
      messages.push(error instanceof Error ? error.message.replace(folder, '') : String(error));
    }
  return messages;
}

test('a pickle of lists in lists is never spelled out: as a key, a name, a type, a text', () => {
  const end = (text: string): Buffer => Buffer.from(text, 'latin1');
  for (const [use, rest] of [
    ['}', 'K\x01s.'],
    ['cnumpy\ndtype\n', '\x85R.'],
    ['c_codecs\nencode\n', '\x85R.'],
    ['N', '\x93.'],
  ] as const)
    assert.throws(
      () => readPickledArrays(Buffer.concat([pickleBomb(end(use)), end(rest)])),
      (error) => error instanceof RangeError && / is no text$/.test(error.message),
    );
});

test("labels of CIFAR's pickled batches are classes: a byte's overflow, huge numbers and texts are none", async () => {
  const messages = await refusals(cifarPickled);
  assert.equal(messages.filter((one) => /has an image \(number 0\) of an unknown class/.test(one)).length, 3);
});

test('arrays of images hold images: none without pixels, none of a class that cannot be', async () => {
  const messages = await refusals(npzImages);
  assert.ok(messages.some((one) => /is \[9007199254740991, 0, 0, 3\], not images/.test(one)));
  assert.equal(messages.filter((one) => /of the impossible class/.test(one)).length, 3);
  assert.equal(messages.filter((one) => /of the impossible class 0: .* count from 1/.test(one)).length, 1);
});

test('statistics are numbers: not none of them, not infinite ones', async () => {
  const messages = await refusals(statistics);
  assert.equal(messages.filter((one) => /mu holds nothing, or numbers that are not finite/.test(one)).length, 2);
});

test('a strategy is refused in a line, however deep or long what is wrong with it', async () => {
  const messages = await refusals(strategy);
  assert.ok(messages.includes('/strategy.json has the unknown width that is a list or a map'));
  assert.ok(messages.every(({length}) => length < 200));
});

test('a spec whose lists lie deep in each other is refused before anything calls itself for each', () => {
  for (const text of ['[', '{a: ', '- ']) {
    // Some depths end the process, not the call: a process of its own is asked.
    const spec = put('deep.yaml', text.repeat(2000));
    const script = `import {loadSpec} from ${JSON.stringify(new URL('../../src/spec/load.js', import.meta.url).href)};
      console.log(JSON.stringify(loadSpec(${JSON.stringify(spec)}).problems));`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {encoding: 'utf8'});
    assert.match(said, /^\[\{"code":"yaml-syntax","message":"more than 64 maps and lists lie in each other"/);
  }
});

test('no alias puts a map or list into itself', () => {
  const rest = 'model: {channels: 64, multipliers: [1], groups: 8}\n';
  for (const text of [
    `dataset: &a [*a]\n${rest}`,
    `dataset: &a {kind: *a}\n${rest}`,
    `dataset: &a [[1], &b {c: [*a, *b]}]\n${rest}`,
  ])
    assert.deepEqual(
      loadSpec(put('alias.yaml', text)).problems.map(({code, message}) => [code, message]),
      [['yaml-alias', 'an alias puts a map or list into itself']],
    );
  const sound = put('sound.yaml', `dataset: {kind: digits, resolution: 8}\n${rest}`);
  const [problem] = loadSpec(sound, {set: ['train=&a [*a]']}).problems;
  assert.match(problem!.message, /^--set train=&a \[\*a\]: an alias puts/);
});

test('a spec of very many wrong or repeated keys is refused in time that grows with their number alone', () => {
  const began = process.cpuUsage();
  const many = Array.from({length: 50_000}, (_, index) => `k${index}: 1\n`).join('');
  assert.equal(loadSpec(put('many.yaml', many)).problems.length, 200);
  assert.equal(loadSpec(put('same.yaml', 'a: 1\n'.repeat(50_000))).problems.length, 20);
  assert.ok(process.cpuUsage(began).user < 20e6);
});

test('a spec names nothing endless: neither what it extends nor a strategy', () => {
  const rest = 'dataset: {kind: digits, resolution: 8}\nmodel: {channels: 64, multipliers: [1], groups: 8}\n';
  assert.deepEqual(
    loadSpec(put('endless.yaml', 'extends: /dev/zero\n')).problems.map(({code, message}) => [code, message]),
    [['extends', '/dev/zero has more than 1048576 bytes, which no spec has']],
  );
  const [problem] = loadSpec(put('strategy.yaml', `${rest}search: {strategy: /dev/zero}\n`)).problems;
  assert.match(problem!.message, /\/dev\/zero .*has more than 8388608 bytes/);
});

test('a key called __proto__ is an unknown key, in variants and in what is extended', () => {
  const rest = 'dataset: {kind: digits, resolution: 8}\nmodel: {channels: 64, multipliers: [1], groups: 8}\n';
  const codes = (text: string): string[] => loadSpec(put('proto.yaml', text)).problems.map(({code}) => code);
  put('base.yaml', rest);
  assert.deepEqual(codes('extends: base.yaml\n__proto__: {seed: 1}\n'), ['unknown-key']);
  assert.ok(codes(`${rest}variants: [{name: a, __proto__: {seed: 1}}]\n`).includes('unknown-key'));
});

test('a run is called after its spec only where that is a name for a folder of its own', () => {
  const spec = 'dataset: {kind: digits, resolution: 8}\nmodel: {channels: 64, multipliers: [1], groups: 8}\n';
  for (const name of ['..yaml', '...yaml', '.data.yaml', 'a\u001b[31m.yaml', 'a\nb.yaml'])
    assert.deepEqual(
      loadSpec(put(name, spec)).problems.map(({code}) => code),
      ['bad-name'],
    );
  assert.equal(loadSpec(put('mein Versuch é.yaml', spec)).experiment?.name, 'mein Versuch é');
});

test('columns may be called what every object has; a byte order mark belongs to no name', () => {
  const paths = ['row,constructor\nddsm,1\n', '\ufeffrow,gflops\r\nddsm,2\r\n'].map((text, index) =>
    put(`${index}.csv`, text),
  );
  const rows = diffTables(readTables(paths), 0).tables[0]!.rows.map(({key, column, values}) => [
    key,
    column,
    ...values,
  ]);
  assert.deepEqual(rows.sort(), [
    ['(column)', 'constructor', 'present', null],
    ['(column)', 'gflops', null, 'present'],
  ]);
});

test('a table that is none is refused in a line, however long the cell that breaks it', () => {
  const path = put('long.csv', `${'x'.repeat(20_000)}"a"\nb\n`);
  assert.throws(
    () => readTables([path]),
    (error) =>
      error instanceof ProblemError &&
      /is not a CSV table: Invalid Opening Quote/.test(error.message) &&
      error.message.length < 1000,
  );
});

test('only pictures are decoded: no drawing that fetches, nothing huge, no pipe and no device', async () => {
  const settings = {resolution: 8, channels: 3, resize: 'area'} as const;
  assert.deepEqual(await decode({name: 'x', encoded: SVG}, settings), {
    fault: 'is no PNG, JPEG, WebP, GIF, TIFF or AVIF file',
  });
  for (const [width, height, megabytes] of [
    [60_000, 60_000, 10_800],
    // A hundred bytes that took 0.6 GiB: few rows, each of which is long.
    [16_711_688, 8, 401],
    [8, 16_711_688, 401],
    [40_000, 1, 0],
    [8193, 8193, 201],
  ] as const) {
    const huge = `is huge: ${width}×${height} pixels take ${megabytes} MB; at most 201 MB, and 32768 pixels a side, are decoded`;
    const before = process.resourceUsage().maxRSS;
    assert.deepEqual(await decode({name: 'x', encoded: pngOf(width, height)}, settings), {fault: huge});
    await assert.rejects(
      readImage(put('bomb.png', pngOf(width, height))),
      (error) => error instanceof ProblemError && error.message.endsWith(huge),
    );
    assert.ok(process.resourceUsage().maxRSS - before < 2 ** 16, `${width}×${height} took memory`);
  }
  await assert.rejects(readImage(put('drawing.png', SVG)), /is no PNG/);
  const images = join(folder, 'images');
  mkdirSync(images);
  symlinkSync('/dev/zero', join(images, 'endless.png'));
  execFileSync('mkfifo', [join(images, 'pipe.png')]);
  const faults: string[] = [];
  for await (const image of folderSource(images, 'all').images()) if ('fault' in image) faults.push(image.fault);
  assert.deepEqual(faults, ['is no file', 'is no file']);
});
