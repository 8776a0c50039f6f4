/** Small texts: strategies, CSV tables, journals; and rows of numbers. */
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {isWidth} from '../../../src/models/width.js';
import {readJournal, secondsOf} from '../../../src/run/journal.js';
import {RowFiles} from '../../../src/store/rows.js';
import {readStrategy, writeStrategy} from '../../../src/store/strategyFile.js';
import {diffTables, readTables} from '../../../src/tables/diff.js';
import {holds, type Target} from '../target.js';

export const strategy: Target = {
  name: 'strategy',
  file: 'strategy.json',
  refuses: 'RangeError',
  words: ['widths', 'runs', '8/8', '2/8', '[', ']', '{', '}', ',', ':', 'null', '__proto__', 'steps'],
  seeds: () =>
    [
      '{"widths": [["8/8", 5], ["2/8", 5]], "steps": 10, "sampler": "ddpm", "from": "x"}',
      '{"runs": [["4/8", 1000]]}',
      '{"widths": [["8/8", 100001]]}',
      '{"widths": [["8/8", 1e300]]}',
      `{"widths": [[${'['.repeat(20_000)}${']'.repeat(20_000)}, 1]]}`,
      `{"widths": [["${'8'.repeat(50_000)}", 1]]}`,
      'null',
      '[]',
    ].map((text) => Buffer.from(text)),
  roundTrip(random, path) {
    const widths = Array.from({length: 1 + random.below(30)}, () => random.pick(['8/8', '6/8', '2/8'] as const));
    writeStrategy(path, widths, {sampler: 'ddpm', from: 'x'});
    assert.deepEqual(readStrategy(path), widths);
  },
  read(path) {
    const widths = readStrategy(path);
    holds(widths.length <= 100_000 && widths.every(isWidth), `${widths.length} widths`);
  },
};

/** What every fuzzed table is compared with. */
const BESIDE = new Map([
  ['table', {columns: ['row', 'width', 'distance'], rows: [{row: 'ddsm', width: '8/8', distance: '8.8'}]}],
]);

export const csv: Target = {
  name: 'csv',
  file: 'table.csv',
  words: [
    'row',
    'width',
    'variant',
    'distance',
    ',',
    '"',
    '""',
    '\n',
    '\r\n',
    '\ufeff',
    '__proto__',
    'constructor',
    'NaN',
  ],
  seeds: () =>
    [
      'row,width,distance\nddsm,8/8,8.8\nuniform,2/8,9\n',
      '\ufeffrow,width,distance\r\nddsm,8/8,8.8\r\n',
      'row,__proto__,constructor\nddsm,1,2\n',
      '"row","a ""b"" c"\n"x\ny",1\n',
      'row,row\na,b\n',
      'a;b\n1;2\n',
      `row\n"${'x'.repeat(100_000)}`,
      '',
    ].map((text) => Buffer.from(text)),
  read(path) {
    const [tables] = readTables([path]) as [ReturnType<typeof readTables>[number]];
    for (const inputs of [
      [tables, BESIDE],
      [BESIDE, tables],
    ])
      for (const {rows} of diffTables(inputs, 0.1).tables)
        for (const {key, column, values, change} of rows) {
          holds(typeof key === 'string' && typeof column === 'string', 'a difference without a place');
          holds(values.length === 2, `${values.length} values of two`);
          holds(
            values.every((one) => one === null || typeof one === 'string'),
            `${column}: values that are no texts`,
          );
          holds(change === null || typeof change === 'number', `the change ${change}`);
        }
    holds(!diffTables([tables, tables], 0).different, 'a table that differs from itself');
  },
};

export const journal: Target = {
  name: 'journal',
  file: 'journal.jsonl',
  words: ['"at"', '"event"', '"start"', '"done"', '"stage"', '"seconds"', 'null', '{', '}', '\n', '[]', '1e999'],
  seeds: () =>
    [
      '{"at":"2026-01-01T00:00:00Z","event":"start","stage":"train","key":"k"}\n{"at":"2026-01-01T00:00:09Z","event":"done","stage":"train","seconds":9}\n',
      '{"at":"2026-01-01T00:00:00Z","event":"start","stage":"train","key":"k"}\n{"at":"2026-01',
      'null\n1\n"x"\n[]\n',
      '{"at":1,"event":{},"stage":[]}\n',
    ].map((text) => Buffer.from(text)),
  read(path) {
    const events = readJournal(dirname(path));
    for (const {at, event, stage} of events)
      holds(
        [at, event, stage].every((one) => typeof one === 'string'),
        'an event without time, kind or stage',
      );
    const seconds = secondsOf(events, {stage: 'train', key: 'k'});
    holds(Number.isFinite(seconds) && seconds >= 0, `${seconds} seconds`);
  },
};

export const rows: Target = {
  name: 'rows',
  file: 'part.features',
  seeds: () => [Buffer.alloc(0), Buffer.alloc(12), Buffer.alloc(24, 1), Buffer.alloc(13)],
  roundTrip(random, path) {
    const values = Float32Array.from({length: 3 * random.below(9)}, () => random.word());
    writeFileSync(path, values);
    assert.deepEqual(new RowFiles([path], 3).read(0, values.length / 3), values);
  },
  read(path, bytes) {
    const found = new RowFiles([path, path], 3);
    holds(found.count === bytes.length / 6, `${found.count} rows`);
    let read = 0;
    for (const block of found.blocks(2)) read += block.length / 3;
    holds(read === found.count, `${read} rows of ${found.count}`);
    if (found.count > 0) holds(found.take([found.count - 1, 0]).length === 6, 'rows that were not asked for');
  },
};
