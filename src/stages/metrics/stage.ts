/** Which stage leaves what images are measured with. */
import {classifierMacs} from '../../metrics/classifierShape.js';
import {autoencoderMacs, autoencoderShape, decoderLayers} from '../../models/autoencoderShape.js';
import {INCEPTION_MACS} from '../../models/inceptionShape.js';
import {autoencoderOf, type Experiment, imageChannelsOf} from '../../spec/experiment.js';

export const metricStage = (metric: Experiment['evaluate']['metric']): 'classifier' | 'reference' =>
  metric === 'fid' ? 'reference' : 'classifier';

/** MACs of decoding a sampled image, where latents are sampled, and of measuring it. */
export function measuringMacs(experiment: Experiment): {decoding: number; features: number} {
  const {dataset, classifier, evaluate} = experiment;
  const autoencoder = autoencoderOf(experiment);
  return {
    decoding: autoencoder ? autoencoderMacs(decoderLayers(autoencoderShape(autoencoder))) : 0,
    // Output neurons are too few to count, whatever the classes are.
    features:
      evaluate.metric === 'fid'
        ? INCEPTION_MACS
        : classifierMacs({
            ...{resolution: dataset.resolution, channels: imageChannelsOf(experiment)},
            ...{features: classifier.features, classes: 0},
          }),
  };
}
