/** Which stage leaves what images are measured with. */
import type {Experiment} from '../../spec/experiment.js';

export const metricStage = (metric: Experiment['evaluate']['metric']): 'classifier' | 'reference' =>
  metric === 'fid' ? 'reference' : 'classifier';
