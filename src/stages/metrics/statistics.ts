/** Statistics of features in a file: their mean and covariance. Knows no network. */
import type {Moments} from '../../metrics/frechet.js';
import {ProblemError} from '../../problem.js';
import {openArchive} from '../../weights/archive.js';
import {readNpz} from '../../weights/npz.js';

/** Larger numbers have no distance in float64. */
const MOST = 1e100;
/** What rounding to float32 does to a covariance, relative to its largest variance. */
export const ROUNDING = 1e-5;

/**
 * Whether an .npz file is taken for statistics, and whether there are images in it: statistics go before images beside them,
 * as in guided-diffusion's evaluator.
 */
export async function contentsOf(path: string): Promise<{statistics: boolean; images: boolean}> {
  const archive = await openArchive(path);
  archive.close();
  const {sizes} = archive;
  const images = sizes.has('arr_0.npy');
  return {statistics: !images || (sizes.has('mu.npy') && sizes.has('sigma.npy')), images};
}

/**
 * Mean and covariance from an .npz file as pytorch-fid and torch-fidelity write it. Throws a ProblemError where sigma cannot
 * be a covariance; whether its eigenvalues are those of one is not looked at.
 */
export async function readStatistics(path: string, {prefix = '', count = 0} = {}): Promise<Moments> {
  const arrays = await readNpz(path, [`${prefix}mu`, `${prefix}sigma`]);
  const [mean, covariance] = [arrays[`${prefix}mu`]!, arrays[`${prefix}sigma`]!];
  const [dimensions] = mean.shape;
  const refuse = (why: string): ProblemError =>
    new ProblemError({code: 'statistics', file: path, message: `${path}: ${why}`});
  if (mean.shape.length !== 1 || covariance.shape.join() !== `${dimensions},${dimensions}`)
    throw refuse(`mu [${mean.shape.join(', ')}] and sigma [${covariance.shape.join(', ')}] do not belong together`);
  for (const [name, {data}] of Object.entries({mu: mean, sigma: covariance})) {
    if (data.length === 0 || !data.every(Number.isFinite))
      throw refuse(`${name} holds nothing, or numbers that are not finite`);
    const large = data.find((value) => Math.abs(value) > MOST);
    if (large !== undefined) throw refuse(`${name} holds ${large}, which is too large to be measured`);
  }
  const fault = covarianceFault(covariance.data, dimensions!);
  if (fault !== undefined) throw refuse(`sigma is no covariance: ${fault}`);
  return {count, mean: mean.data, covariance: covariance.data};
}

/** What variances and pairs of a matrix [dimensions × dimensions] say against its being a covariance. */
function covarianceFault(matrix: Float64Array, dimensions: number): string | undefined {
  const at = (row: number, column: number): number => matrix[row * dimensions + column]!;
  let largest = 0;
  for (let i = 0; i < dimensions; i++) largest = Math.max(largest, at(i, i));
  const slack = ROUNDING * largest;
  for (let i = 0; i < dimensions; i++) {
    if (at(i, i) < -slack) return `the variance at [${i}, ${i}] is ${at(i, i)}`;
    for (let j = 0; j < i; j++) {
      if (Math.abs(at(i, j) - at(j, i)) > slack)
        return `it is not symmetric: ${at(i, j)} at [${i}, ${j}], and ${at(j, i)} at [${j}, ${i}]`;
      const bound = Math.sqrt(Math.max(0, at(i, i)) * Math.max(0, at(j, j)));
      if (Math.abs(at(i, j)) > bound + slack)
        return `${at(i, j)} at [${i}, ${j}] is more than the variances ${at(i, i)} and ${at(j, j)} allow`;
    }
  }
  return undefined;
}
