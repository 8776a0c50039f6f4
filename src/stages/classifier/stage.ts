/**
 * The stage `classifier`: the feature network, trained on the data's own labels, and the moments of the whole training
 * set's features, the reference of every distance.
 */
import {classifierMacs} from '../../metrics/classifierShape.js';
import {TRAINING_FACTOR} from '../../models/cost.js';
import type {Experiment} from '../../spec/experiment.js';
import {type DataSettings, dataSettings, type FloatSettings} from '../fragments.js';
import {declareStage} from '../stage.js';

export interface ClassifierSettings extends FloatSettings {
  data: DataSettings;
  classifier: Experiment['classifier'];
}

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
  estimate({data: {resolution, channels}, classifier: {iterations, batch, features}}) {
    // Output neurons are too few to count, whatever the classes are.
    const macs = classifierMacs({resolution, channels, features, classes: 0});
    return {macs: iterations * batch * TRAINING_FACTOR * macs, bytes: 16 * 4096 * features};
  },
  load: async () => (await import('./run.js')).runClassifier,
});
