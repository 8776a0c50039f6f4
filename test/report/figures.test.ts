/** What figures show of what they are given. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {frontSvg, sweepSvg, tradeoffSvg} from '../../src/report/figures.js';

/** Points that an SVG of Vega describes for readers of screens. */
const described = (svg: string): string[] =>
  [...svg.matchAll(/aria-label="([^"]*GFLOPs[^"]*)"/g)].map((one) => one[1]!);

test('frontSvg() draws what is predicted as a line and what was scored as points', async () => {
  const predicted = [
    {gflops: 0.002, distance: 18},
    {gflops: 0.012, distance: 9},
    {gflops: 0.03, distance: 7},
  ];
  const points = described(await frontSvg(predicted, [{gflops: 0.0125, distance: 9.5}]));
  for (const {gflops, distance} of [...predicted, {gflops: 0.0125, distance: 9.5}])
    assert.ok(
      points.some((one) => one.includes(`${gflops}`) && one.includes(`: ${distance};`)),
      points.join('\n'),
    );
  assert.ok(points.some((one) => one.endsWith('scored')) && points.some((one) => one.endsWith('predicted')));
});

test('tradeoffSvg() draws every row and every candidate', async () => {
  const rows = [
    {row: 'uniform', width: '2/8', gflops: 0.002, distance: 20},
    {row: 'uniform', width: '8/8', gflops: 0.03, distance: 7},
    {row: 'ddsm', width: 'steps', gflops: 0.012, distance: 8},
  ];
  const svg = await tradeoffSvg(rows, [{gflops: 0.0125, distance: 9.5}]);
  assert.match(svg, /scored on fewer images/);
  const points = described(svg);
  for (const value of ['20', '7', '8', '9.5'])
    assert.ok(
      points.some((one) => one.includes(`: ${value};`)),
      value,
    );
});

test('sweepSvg() draws uniform widths once, every point under its setting, and deviations over seeds', async () => {
  const svg = await sweepSvg(
    [
      {row: 'uniform', width: '2/8', setting: '', gflops: 0.002, distance: 20},
      {row: 'uniform', width: '8/8', setting: '', gflops: 0.03, distance: 7, deviation: 1},
      {row: 'ddsm', width: 'steps', setting: '40', gflops: 0.012, distance: 8, deviation: 0.5},
      {row: 'ddsm', width: 'steps', setting: '80', gflops: 0.008, distance: 9, deviation: Number.NaN},
    ],
    {settings: ['search.flopsWeight']},
  );
  assert.match(svg, /by search\.flopsWeight/);
  for (const label of ['2/8', '8/8', '40', '80']) assert.match(svg, new RegExp(`>${label}</text>`), label);
  assert.equal(svg.match(/aria-roledescription="rule mark"/g)?.length, 2);
  assert.equal(svg.match(/aria-roledescription="line mark"/g)?.length, 1);
  assert.doesNotMatch(svg, /NaN/);
});
