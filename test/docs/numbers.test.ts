/** Numbers that one page takes from another, or from a run: the same in every place. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';

const page = (name: string): string => readFileSync(join(packageRoot, name), 'utf8');
const README = page('README.md');
const PERFORMANCE = page('docs/performance.md');

/** The cells of every line of a table that begins with a cell. */
const rowsOf = (text: string, first: RegExp): string[][] =>
  text
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.replaceAll('*', '').trim()),
    )
    .filter(([cell]) => cell !== undefined && first.test(cell));

test("README's figure, its caption and what the quickstart prints show the same numbers", () => {
  const rows = rowsOf(README, /^(adm|uniform|ddsm)$/);
  const figure = page('docs/pictures/quickstart-tradeoff.svg');
  const points = [...figure.matchAll(/GFLOPs per evaluation: ([\d.]+); [^:]*: ([\d.]+); row: (\w+)/g)];
  assert.deepEqual(
    points.map(([, gflops, distance, row]) => [
      row,
      Number(distance).toPrecision(4),
      Number(Number(gflops).toPrecision(4)),
    ]),
    rows.map(([row, , distance, gflops]) => [row, distance!.split(' ')[0], Number(gflops)]),
  );
  const [ddsm] = rows.filter(([row]) => row === 'ddsm');
  const caption = /as the full width at (\d+) % of its cost/.exec(README)!;
  assert.equal(`${caption[1]}%`, ddsm![4]);
  // As near as: within the deviation of its distance.
  const [full, own] = [rows.at(-2)!, ddsm!].map(([, , distance]) => distance!.split(' ± ').map(Number));
  assert.ok(Math.abs(full![0]! - own![0]!) < own![1]!);
});

test("the best PyTorch is never slower than eager, and README's ranges are those of the page about performance", () => {
  const forward = rowsOf(PERFORMANCE, /^((float32|bfloat16), batch \d+, 8\/8|[24]\/8)$/).slice(0, 12);
  const steps = rowsOf(PERFORMANCE, /^(float32|bfloat16)$/).filter((row) => row.length === 7);
  assert.deepEqual([forward.length, steps.length], [12, 2]);
  const ratios = [...forward, ...steps].map((row) => [Number(row[3]), Number(row[5])] as const);
  for (const [index, row] of [...forward, ...steps].entries()) {
    const [eager, best] = ratios[index]!;
    assert.ok(best <= eager && Number.parseFloat(row[4]!) <= Number(row[2]), row.join(' | '));
  }
  const range = (values: readonly number[]): string =>
    [...new Set([Math.min(...values), Math.max(...values)])].map((value) => value.toFixed(2)).join(' to ');
  const shown = (first: RegExp): string[] =>
    rowsOf(README, first)[0]!
      .slice(1)
      .map((cell) => cell.replace(' times as fast', ''));
  const forwardRatios = (bfloat16: boolean): string[] =>
    [0, 1].map((column) =>
      range(
        ratios
          .slice(0, 12)
          .flatMap((one, index) => ((Math.floor(index / 3) % 2 === 1) === bfloat16 ? [one[column]!] : [])),
      ),
    );
  assert.deepEqual(shown(/^forward pass, float32/), forwardRatios(false));
  assert.deepEqual(shown(/^forward pass, bfloat16/), forwardRatios(true));
  for (const [index, precision] of ['float32', 'bfloat16'].entries())
    assert.deepEqual(
      shown(new RegExp(`^sandwich training step, ${precision}`)),
      ratios[12 + index]!.map((value) => value.toFixed(2)),
    );
});

test('the quickstart takes as many minutes as were measured, wherever a page says how many', () => {
  const measured = rowsOf(PERFORMANCE, /^now, two stages at a time$/).flatMap(([, cell]) =>
    [...cell!.matchAll(/(\d+) min (\d+) s/g)].map(([, minutes, seconds]) => Number(minutes) + Number(seconds) / 60),
  );
  assert.ok(measured.length >= 3);
  const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'];
  const [least, most] = [Math.min(...measured), Math.max(...measured)].map((one) => words[Math.round(one)]);
  for (const text of [README, page('experiments/quickstart.yaml')])
    assert.match(text, new RegExp(`in ${least} to ${most} minutes on two idle cores`));
});
