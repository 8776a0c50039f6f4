/** The section `dataset`: that images of this kind can be brought to what the spec says of them. */
import {existsSync} from 'node:fs';
import {autoencoderOf, type Experiment, resolvePath} from '../experiment.js';
import {missingData} from '../missing.js';
import type {Checked} from './check.js';
import {autoencoderFault} from './weights.js';

export function checkDataset(checked: Checked): void {
  const {experiment, past, add} = checked;
  const {dataset} = experiment;
  // Published specs name no folder: only a run needs theirs. A folder that a spec does name has to be there.
  const missing = dataset.path === undefined || past ? undefined : missingData(experiment);
  if (missing) add('/dataset/path', missing);
  if (dataset.kind === 'digits' && !past) {
    const embedded = 'the embedded digits are one set without files of its own';
    if (dataset.path !== undefined)
      add('/dataset/path', {
        code: 'embedded-data',
        message: `${embedded}: dataset.path ${dataset.path} would not be read`,
        suggestion: 'set dataset.kind to what lies there (folder, npz, …), or leave dataset.path out',
      });
    if (dataset.split === 'test')
      add('/dataset/split', {
        code: 'embedded-data',
        message: `${embedded}: there is no split test`,
        suggestion: 'leave dataset.split out',
      });
  }
  if (dataset.kind === 'digits' && dataset.resolution !== 8) {
    add('/dataset/resolution', {
      code: 'resolution',
      message: `the embedded digits are 8 pixels wide, not ${dataset.resolution}`,
    });
  }
  if (dataset.crop !== undefined && (dataset.kind === 'digits' || dataset.kind === 'cifar10')) {
    const message = `images of ${dataset.kind} are not cropped: all have one size`;
    add('/dataset/crop', {code: 'crop', message, suggestion: 'leave dataset.crop out'});
  }
  if (dataset.latent) checkLatent(checked, dataset.latent);
}

function checkLatent({experiment, past, add}: Checked, latent: NonNullable<Experiment['dataset']['latent']>): void {
  const {channels, groups, weights} = latent;
  for (const [index, count] of channels.entries()) {
    if (count % groups === 0) continue;
    const message = `${groups} groups do not divide the ${count} channels of the autoencoder's level ${index}`;
    add(`/dataset/latent/channels/${index}`, {code: 'groups', message, suggestion: 'change dataset.latent.groups'});
  }
  if (weights === undefined || past) return;
  const file = resolvePath(experiment, weights);
  const fault = existsSync(file) ? autoencoderFault(file, autoencoderOf(experiment)!) : undefined;
  if (fault !== undefined) add('/dataset/latent/weights', {code: 'weights', message: fault});
}
