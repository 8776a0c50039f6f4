/** All methods, by the name of their rows in a spec's `evaluate.rows`. */
import {FULL_WIDTH} from '../models/width.js';
import {trainedWidths} from '../spec/experiment.js';
import {earlyLate, random, uniformMix} from './controls/method.js';
import {diffPruning} from './diffPruning/method.js';
import {type Method, type RowName, uniformStrategy} from './method.js';

/** A plain network, trained on its own. */
const adm: Method = ({steps}) => [
  {row: 'adm', width: FULL_WIDTH, network: 'baseline', strategy: uniformStrategy(FULL_WIDTH, steps)},
];

/** The supernet at each width. */
const uniform: Method = ({experiment, steps}) =>
  trainedWidths(experiment).map((width) => ({
    ...{row: 'uniform', width, network: 'train', strategy: uniformStrategy(width, steps)},
  }));

/** The supernet by the searched strategy. */
const ddsm: Method = ({searched}) => [{row: 'ddsm', width: 'steps', network: 'train', strategy: searched()}];

export const METHODS: Readonly<Record<RowName, Method>> = {
  adm,
  uniform,
  ddsm,
  'diff-pruning': diffPruning,
  'uniform-mix': uniformMix,
  'early-late': earlyLate,
  random,
};
