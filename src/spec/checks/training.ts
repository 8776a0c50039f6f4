/** The sections `train` and `baseline`: that steps can be made as they say, and that given weights are the network's. */
import {networkOf, resolvePath} from '../experiment.js';
import {describeIndivisible, dividesAmong} from '../parts.js';
import type {Checked} from './check.js';
import {strangeUses, weightsFault} from './weights.js';

export function checkTraining({experiment, past, add}: Checked): void {
  const {train, baseline, widths} = experiment;
  if (train.sandwich > widths.options.length && widths.options.length > 1) {
    add('/train/sandwich', {
      code: 'sandwich',
      message: `the sandwich takes ${train.sandwich} widths, but there are ${widths.options.length}`,
    });
  }
  for (const [pointer, size] of [
    ['/train/accumulate', train.batch],
    ['/baseline/batch', baseline.batch],
  ] as const) {
    if (size % train.accumulate === 0) continue;
    add(pointer, {
      code: 'accumulate',
      message: `a batch of ${size} cannot be computed in ${train.accumulate} equal parts`,
      suggestion: 'choose a divisor of the batch for train.accumulate',
    });
  }
  const {devices, accumulate} = train;
  if (devices !== 'auto') {
    for (const batch of new Set([train.batch, baseline.batch])) {
      if (dividesAmong(devices, {batch, accumulate})) continue;
      add('/train/devices', {
        code: 'devices',
        message: describeIndivisible(devices, {batch, accumulate}),
        suggestion: 'choose a number that divides train.accumulate, or the batch where nothing is accumulated',
      });
    }
  }
  if (past) return;
  for (const [pointer, path, plain] of [
    ['/train/weights', train.weights, false],
    ['/baseline/weights', baseline.weights, true],
  ] as const) {
    if (path === undefined) continue;
    const file = resolvePath(experiment, path);
    const fault = weightsFault(file, networkOf(experiment, {plain}), {plain});
    if (fault !== undefined) add(pointer, {code: 'weights', message: fault});
    else
      for (const message of strangeUses(file, experiment, {plain}))
        add(pointer, {code: 'untrained', severity: 'warning', message});
  }
}
