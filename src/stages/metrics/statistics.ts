/** Statistics of features in a file: their mean and covariance. Knows no network. */
import type {Moments} from '../../metrics/frechet.js';
import {ProblemError} from '../../problem.js';
import {readNpz} from '../../weights/npz.js';

/** Mean and covariance from an .npz file as pytorch-fid and torch-fidelity write it. */
export async function readStatistics(path: string, {prefix = '', count = 0} = {}): Promise<Moments> {
  const arrays = await readNpz(path, [`${prefix}mu`, `${prefix}sigma`]);
  const [mean, covariance] = [arrays[`${prefix}mu`]!, arrays[`${prefix}sigma`]!];
  const [dimensions] = mean.shape;
  if (mean.shape.length !== 1 || covariance.shape.join() !== `${dimensions},${dimensions}`) {
    throw new ProblemError({
      code: 'statistics',
      file: path,
      message: `${path}: mu [${mean.shape.join(', ')}] and sigma [${covariance.shape.join(', ')}] do not belong together`,
    });
  }
  const wrong = [mean, covariance].findIndex(({data}) => data.length === 0 || !data.every(Number.isFinite));
  if (wrong >= 0)
    throw new ProblemError({
      code: 'statistics',
      file: path,
      message: `${path}: ${['mu', 'sigma'][wrong]} holds nothing, or numbers that are not finite`,
    });
  return {count, mean: mean.data, covariance: covariance.data};
}
