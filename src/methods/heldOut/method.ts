/** Real images that nothing was trained on: how near the metric lets anything come to the training set. */
import type {Method} from '../method.js';

export const heldOut: Method = {
  stages: [],
  rows: () => [{row: 'held-out', width: '', network: 'none', strategy: []}],
};
