/** The stage `latents`: the autoencoder, given or trained on the data, and the Gaussian of every image's latent. */
import {
  type AutoencoderConfig,
  autoencoderMacs,
  autoencoderParameters,
  autoencoderShape,
  encoderLayers,
} from '../../models/autoencoderShape.js';
import {autoencoderOf, resolvePath} from '../../spec/experiment.js';
import {type DataSettings, dataSettings, type FloatSettings} from '../fragments.js';
import {declareStage} from '../stage.js';

/** The training of a small autoencoder on the data. */
export interface AutoencoderTraining {
  iterations: number;
  batch: number;
  learningRate: number;
  divergence: number;
  seed: number;
}

export interface LatentSettings extends FloatSettings {
  data: DataSettings;
  config: AutoencoderConfig;
  /** What latents are multiplied with before the network sees them. */
  scale: number;
  /** Whether mirrored images are encoded, too. */
  mirrored: boolean;
  /** Content of the weights that were given, or how they are trained. */
  weights: {given: string} | {trained: AutoencoderTraining};
}

export interface LatentMeans {
  /** File of given weights. */
  weights?: string;
}

export const latents = declareStage({
  name: 'latents',
  title: 'Encode the images into latents',
  version: 1,
  readsData: () => true,
  settings(experiment, files): LatentSettings {
    const {weights, scale, iterations, batch, learningRate, divergence, seed} = experiment.dataset.latent!;
    return {
      data: dataSettings(experiment, files),
      config: autoencoderOf(experiment)!,
      scale,
      mirrored: experiment.dataset.flips,
      tf32: experiment.tf32,
      weights:
        weights === undefined
          ? {trained: {iterations, batch, learningRate, divergence, seed}}
          : {given: files.fingerprint(weights)},
    };
  },
  means(experiment): LatentMeans {
    const weights = experiment.dataset.latent?.weights;
    return weights === undefined ? {} : {weights: resolvePath(experiment, weights)};
  },
  inputs: () => [],
  estimate({config, mirrored}, _means, {images}) {
    const parameters = autoencoderParameters(config).reduce(
      (sum, {shape}) => sum + shape.reduce((product, size) => product * size, 1),
      0,
    );
    const encoder = autoencoderMacs(encoderLayers(autoencoderShape(config)));
    return {macs: images() * encoder * (mirrored ? 2 : 1), bytes: 16 * parameters};
  },
  load: async () => (await import('./run.js')).runLatents,
});
