/** The metric of an experiment, from the stage that defines it. */
import {folderOf, type Inputs, type StageContext} from '../context.js';
import {classifierMetric} from './classifier.js';
import {inceptionMetric, type Score} from './inception.js';
import type {Metric} from './metric.js';

/** `scores` beside the distance, of the same features. `count` images are to be measured. */
export async function openMetric(
  inputs: Inputs,
  context: Pick<StageContext, 'keep'>,
  {scores, count}: {scores: readonly Score[]; count: number},
): Promise<Metric> {
  if (inputs.classifier) return classifierMetric(inputs.classifier.folder);
  return inceptionMetric(context, {folder: folderOf(inputs, 'reference'), scores, count});
}
