/** The sections `model` and `widths`: that the network exists at every width. */
import {latentFactor} from '../../models/autoencoderShape.js';
import {costAt} from '../../models/cost.js';
import {describeGroupFault, groupFaults, levelChannels} from '../../models/shape.js';
import {FULL_WIDTH, sortWidths, type Width} from '../../models/width.js';
import {allowedWidths, type Experiment, networkOf, trainedWidths} from '../experiment.js';
import type {Checked} from './check.js';

export function checkModel({experiment, add}: Checked): void {
  const {dataset, model} = experiment;
  const {halvings, multiple} = sizesOf(experiment);
  if (dataset.resolution % multiple !== 0) {
    add('/dataset/resolution', {
      code: 'resolution',
      message: `resolution ${dataset.resolution} cannot be halved ${halvings} times; ${model.multipliers.length} levels need a multiple of ${multiple}`,
      suggestion: `use ${Math.ceil(dataset.resolution / multiple) * multiple}, or fewer multipliers`,
    });
  }
  for (const [index, level] of model.attentionLevels.entries()) {
    if (level <= halvings) continue;
    add(`/model/attentionLevels/${index}`, {
      code: 'attention-level',
      message: `attention level ${level} does not exist; the levels are 0 to ${halvings}`,
      allowed: model.multipliers.map((_, one) => String(one)),
    });
  }
  const network = networkOf(experiment);
  const exact = model.multipliers.map((multiplier) => model.channels * multiplier);
  const full = levelChannels(network, FULL_WIDTH);
  if (full.some((count, level) => count !== exact[level])) {
    add('/model/channels', {
      code: 'rounded-channels',
      severity: 'warning',
      message: `the levels have ${full.join(', ')} channels, not ${exact.join(', ')}: channel counts are multiples of 8`,
      suggestion: `model.channels: ${Math.ceil(model.channels / 8) * 8} is not rounded`,
    });
  }
  if (model.labelDropout > 0 && model.classes === 0) {
    const message = 'labelDropout withholds classes, and the model has none';
    add('/model/labelDropout', {code: 'classes', message, suggestion: 'set model.classes'});
  }
}

export function checkWidths({experiment, layerOf, add}: Checked): void {
  const {options, exclude} = experiment.widths;
  const kept = exclude.filter((width) => options.includes(width));
  for (const [index, width] of exclude.entries()) {
    if (options.includes(width)) continue;
    add(`/widths/exclude/${index}`, {
      code: 'excluded-width',
      message: `excluded width ${width} is not among the options`,
      allowed: [...options],
      suggestion:
        kept.length > 0
          ? `use widths.exclude: [${kept.join(', ')}]`
          : 'leave widths.exclude out: that width is not trained',
    });
  }
  for (const [first, ...others] of coinciding(experiment)) {
    const channels = levelChannels(networkOf(experiment), first!).join(', ');
    const costs = new Set([first!, ...others].map((width) => costAt(networkOf(experiment), width).macs));
    add(layerOf('/widths/options') === undefined ? '/model/channels' : '/widths/options', {
      code: 'equal-widths',
      severity: 'warning',
      message: `${[first, ...others].join(', ')} have the same channels at every level (${channels}), since counts are multiples of 8${costs.size > 1 ? '; only the queries of attention differ' : ''}`,
      suggestion: 'keep one of them in widths.options, or use more model.channels',
    });
  }
  if (allowedWidths(experiment).length === 0)
    add('/widths/exclude', {code: 'no-width', message: 'every width is excluded; the search needs at least one'});
}

/** That the groups of every group norm divide its channels, at every width and in the plain network. */
export function checkGroups({experiment, add}: Checked): void {
  const {dataset, model, baseline, widths, evaluate} = experiment;
  const {halvings, multiple} = sizesOf(experiment);
  // Without levels that fit there are no layers to look at.
  if (dataset.resolution % multiple !== 0 || model.attentionLevels.some((level) => level > halvings)) return;
  for (const fault of groupFaults(networkOf(experiment), sortWidths(widths.options)).slice(0, 1)) {
    const message = describeGroupFault(fault, model.groups);
    if (fault.headChannels !== undefined) {
      const suggestion = 'change model.headChannels or model.channels, or leave that width out of widths.options';
      add('/model/headChannels', {code: 'heads', message, suggestion});
      continue;
    }
    add('/model/groups', {
      code: 'groups',
      message,
      suggestion: `change model.groups or model.channels, ${fault.groupSize === undefined ? '' : 'set widths.norms: constant-count, '}or leave that width out of widths.options`,
    });
  }
  if (!evaluate.rows.includes('adm') && !evaluate.rows.includes('diff-pruning')) return;
  for (const fault of groupFaults(networkOf(experiment, {plain: true}), ['8/8'])) {
    add('/baseline/groups', {
      code: 'groups',
      message: `${baseline.groups} groups do not divide the ${fault.channels} channels of ${fault.layer} in the plain network`,
    });
  }
}

/** How often the network halves its images, and what their side must be a multiple of; an autoencoder halves them first. */
function sizesOf({dataset, model}: Experiment): {halvings: number; multiple: number} {
  const halvings = model.multipliers.length - 1;
  return {halvings, multiple: 2 ** halvings * (dataset.latent ? latentFactor(dataset.latent) : 1)};
}

/** Trained widths whose channels are the same after rounding, two or more together. */
function coinciding(experiment: Experiment): Width[][] {
  const together = new Map<string, Width[]>();
  for (const width of trainedWidths(experiment)) {
    const channels = levelChannels(networkOf(experiment), width).join();
    together.set(channels, [...(together.get(channels) ?? []), width]);
  }
  return [...together.values()].filter(({length}) => length > 1);
}
