/** The sections `model` and `widths`: that the network exists at every width. */
import {latentFactor} from '../../models/autoencoderShape.js';
import {describeGroupFault, groupFaults} from '../../models/shape.js';
import {sortWidths} from '../../models/width.js';
import {allowedWidths, type Experiment, networkOf} from '../experiment.js';
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
  if (model.labelDropout > 0 && model.classes === 0) {
    const message = 'labelDropout withholds classes, and the model has none';
    add('/model/labelDropout', {code: 'classes', message, suggestion: 'set model.classes'});
  }
}

export function checkWidths({experiment, add}: Checked): void {
  const {options, exclude} = experiment.widths;
  for (const [index, width] of exclude.entries()) {
    if (options.includes(width)) continue;
    add(`/widths/exclude/${index}`, {
      code: 'excluded-width',
      message: `excluded width ${width} is not among the options`,
      allowed: [...options],
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
    add('/model/groups', {
      code: 'groups',
      message: describeGroupFault(fault, model.groups),
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
