/** The sections `train` and `baseline`: that steps can be made as they say, and that given weights are the network's. */
import type {Width} from '../../models/width.js';
import {networkOf, resolvePath, startsFromFile} from '../experiment.js';
import {describeIndivisible, dividesAmong} from '../parts.js';
import type {Checked} from './check.js';
import {startFault, strangeUses, weightsFault} from './weights.js';

export function checkTraining(checked: Checked): void {
  const {experiment, past, add} = checked;
  const {train, baseline, widths} = experiment;
  checkWarmup(checked);
  if (train.sandwich > widths.options.length && widths.options.length > 1) {
    add('/train/sandwich', {
      code: 'sandwich',
      message: `the sandwich takes ${train.sandwich} widths, but there are ${widths.options.length}`,
    });
  }
  for (const width of Object.keys(train.draws ?? {}) as Width[]) {
    if (widths.options.includes(width)) continue;
    const message = `train.draws names ${width}, which is not trained`;
    add(
      `/train/draws/${width.replace('/', '~1')}`,
      {code: 'draws', message, allowed: [...widths.options]},
      {atKey: true},
    );
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
  checkStart({experiment, past, add});
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

/** Warns where a training ends before the learning rate has risen. */
function checkWarmup({experiment: {train, baseline, evaluate}, layerOf, add}: Checked): void {
  const hasBaseline =
    evaluate.rows.includes('adm') || evaluate.rows.includes('diff-pruning') || train.from === 'baseline';
  for (const [section, {iterations}, warmup, isTrained] of [
    ['train', train, train.warmup, train.weights === undefined],
    ['baseline', baseline, baseline.warmup ?? train.warmup, hasBaseline && baseline.weights === undefined],
  ] as const) {
    if (!isTrained || warmup <= iterations) continue;
    const rising = section === 'train' || baseline.warmup === undefined ? '/train/warmup' : '/baseline/warmup';
    const ending = `/${section}/iterations`;
    const place = (layerOf(ending) ?? -1) > (layerOf(rising) ?? -1) ? ending : rising;
    const share = Number(((100 * iterations) / warmup).toPrecision(2));
    add(layerOf(place) === undefined ? ending : place, {
      code: 'warmup',
      severity: 'warning',
      message: `${section} has ${iterations} iterations and a warm-up of ${warmup}: the learning rate ends at ${share} % of its value`,
      suggestion: `set ${section}.warmup to ${Math.floor(iterations / 10)} or so`,
    });
  }
}

/** Whether the supernet can start from the weights that `train.from` names. */
function checkStart({experiment, past, add}: Pick<Checked, 'experiment' | 'past' | 'add'>): void {
  const {train, baseline, model, evaluate} = experiment;
  const {from} = train;
  if (from === undefined) return;
  if (train.weights !== undefined) {
    const message = 'train.weights are used instead of training, so train.from has nothing to start';
    add('/train/from', {code: 'train-from', message, suggestion: 'leave one of them out'}, {atKey: true});
    return;
  }
  if (startsFromFile(from)) {
    const fault = past ? undefined : startFault(resolvePath(experiment, from), experiment);
    if (fault !== undefined) add('/train/from', {code: 'weights', message: fault});
    return;
  }
  if (!evaluate.rows.includes('adm') && !evaluate.rows.includes('diff-pruning')) {
    add('/train/from', {
      code: 'train-from',
      message: `train.from: baseline needs a plain network, and evaluate.rows (${evaluate.rows.join(', ')}) has no row that trains one`,
      suggestion: 'add adm to evaluate.rows, or name a file of weights in train.from',
    });
  }
  if (baseline.groups !== model.groups) {
    add('/train/from', {
      code: 'train-from',
      message: `the plain network has ${baseline.groups} groups (baseline.groups), and the supernet ${model.groups} (model.groups)`,
      suggestion: `set model.groups: ${baseline.groups}, or baseline.groups: ${model.groups}`,
    });
  }
}
