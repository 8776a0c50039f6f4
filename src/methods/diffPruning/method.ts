/** Diff-Pruning (Fang et al. 2023), the rival in Table B: a smaller plain network, the same at every step. */
import {FULL_WIDTH} from '../../models/width.js';
import {type Method, uniformStrategy} from '../method.js';

export const diffPruning: Method = {
  stages: ['baseline', 'prune'],
  rows: ({steps}) => [
    {row: 'diff-pruning', width: 'pruned', network: 'prune', strategy: uniformStrategy(FULL_WIDTH, steps)},
  ],
};
