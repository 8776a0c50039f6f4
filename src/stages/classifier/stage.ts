/**
 * The stage `classifier`: the feature network, trained on the data's own labels, and the moments of the whole training
 * set's features, the reference of every distance.
 */
import type {Experiment} from '../../spec/experiment.js';
import {type DataSettings, dataSettings, type FloatSettings} from '../fragments.js';
import {declareStage} from '../stage.js';

export interface ClassifierSettings extends FloatSettings {
  data: DataSettings;
  classifier: Experiment['classifier'];
}

/** MACs of one image through the network and back, as an order of magnitude. */
const STEP_MACS = 3e6;

export const classifier = declareStage({
  name: 'classifier',
  title: 'Train the classifier whose features measure distance',
  version: 1,
  readsData: () => true,
  settings: (experiment, files): ClassifierSettings => ({
    data: dataSettings(experiment, files),
    classifier: experiment.classifier,
    tf32: experiment.tf32,
  }),
  means: () => ({}),
  inputs: () => [],
  estimate: ({classifier: {iterations, batch, features}}) => ({
    macs: iterations * batch * STEP_MACS,
    bytes: 16 * 4096 * features,
  }),
  load: async () => (await import('./run.js')).runClassifier,
});
