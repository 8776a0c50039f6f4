/** What a stage measures images with. */
import type {StageContext} from './context.js';

/** A distance and how sure it is; other scores by name. */
export interface Measured {
  distance: number;
  /** Standard deviation of the distance; undefined where it was not asked for. */
  deviation?: number | undefined;
  scores: Record<string, number>;
}

/** Features of images, and the distance of features from the training set's. */
export interface Metric {
  /** Named in every table. */
  name: string;
  dimensions: number;
  /** Features of images [count, height, width, channels] in [−1, 1]. */
  features(images: Float32Array, count: number): Float32Array;
  distance(features: Float32Array): number;
  /** With the deviation by the jackknife over `blocks` parts (0 for none), and with every score that was asked for. */
  measure(features: Float32Array, blocks: number): Measured;
  dispose(): void;
}

/** The metric that an experiment names; `scored` with the features of every score that its evaluation asks for. */
export async function metricOf(context: StageContext, {scored}: {scored: boolean}): Promise<Metric> {
  if (context.experiment.evaluate.metric === 'fid') {
    const {inceptionMetric} = await import('./reference.js');
    return inceptionMetric(context, {scored});
  }
  const {classifierMetric} = await import('./classifier.js');
  return classifierMetric(context);
}
