/** The stage `reference`: Inception's features of the training set, once for every score. */
import {INCEPTION_MACS, POOL_FEATURES} from '../../models/inceptionShape.js';
import {type Experiment, resolvePath} from '../../spec/experiment.js';
import {type DataSettings, dataSettings, type FloatSettings} from '../fragments.js';
import {declareStage} from '../stage.js';

export interface ReferenceSettings extends FloatSettings {
  data: DataSettings;
  resize: Experiment['evaluate']['resize'];
  /** What tells Inception's weights from others. */
  inception: string;
}

export interface ReferenceMeans {
  /** Inception's weights: pytorch-fid's file, or what `ddsm import` made of it. */
  inception: string;
  /** As the spec names it. */
  named: string;
}

export const reference = declareStage({
  name: 'reference',
  title: 'Measure the training set with Inception',
  version: 3,
  readsData: () => true,
  settings: (experiment, files): ReferenceSettings => ({
    data: dataSettings(experiment, files),
    resize: experiment.evaluate.resize,
    inception: files.fingerprint(experiment.evaluate.inception),
    tf32: experiment.tf32,
  }),
  means: (experiment): ReferenceMeans => ({
    inception: resolvePath(experiment, experiment.evaluate.inception),
    named: experiment.evaluate.inception,
  }),
  inputs: () => [],
  estimate: (_settings, _means, {images}) => ({macs: images() * INCEPTION_MACS, bytes: 8 * POOL_FEATURES ** 2}),
  load: async () => (await import('./run.js')).runReference,
});
