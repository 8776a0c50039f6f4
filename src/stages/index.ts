/** Every stage, in the order in which a plan lists them; a stage comes after its inputs in any case. Adding one is its folder and its line here. */
import {baseline} from './baseline/stage.js';
import {classifier} from './classifier/stage.js';
import {evaluate} from './evaluate/stage.js';
import {latents} from './latents/stage.js';
import {prune} from './prune/stage.js';
import {reference} from './reference/stage.js';
import {search} from './search/stage.js';
import {train} from './train/stage.js';

export const STAGES = [classifier, reference, latents, train, baseline, prune, search, evaluate] as const;

export type StageName = (typeof STAGES)[number]['name'];

/** The stage that a whole run is for. */
export const GOAL: StageName = 'evaluate';

export const isStage = (name: string): name is StageName => STAGES.some((stage) => stage.name === name);

/** Where settings that several stages have are in a spec, by the beginnings of their paths. */
const NETWORK_KEYS = {resolution: 'dataset.resolution', imageChannels: 'dataset.channels', slices: 'widths.slices'};
const networkKeys = (name: string, groups: string): Record<string, string> => ({
  [name]: 'model',
  [`${name}.groups`]: groups,
  [`${name}.norms`]: 'widths.norms',
  [`${name}.unlabelled`]: 'model.labelDropout',
  ...Object.fromEntries(Object.entries(NETWORK_KEYS).map(([path, key]) => [`${name}.${path}`, key])),
});
const COMMON_KEYS = {
  ...networkKeys('network', 'model.groups'),
  data: 'dataset',
  'data.files': 'dataset.path',
  'data.limited': 'dataset.limit',
  diffusion: 'diffusion',
  precision: 'precision',
  tf32: 'tf32',
  decoder: 'dataset.latent',
  'decoder.config': 'dataset.latent',
  widths: 'widths.options',
  flips: 'dataset.flips',
  labelDropout: 'model.labelDropout',
};
const TRAIN_KEYS = {...COMMON_KEYS, '': 'train'};
const trainedAs = (own: string, names: readonly string[], before = ''): Record<string, string> =>
  Object.fromEntries(names.map((name) => [`${before}${name}`, `${own}.${name}`]));

/** Where each stage's settings are in a spec; the longest beginning of a path counts. */
const SPEC_KEYS: Record<StageName, Record<string, string>> = {
  classifier: {...COMMON_KEYS, classifier: 'classifier'},
  reference: {...COMMON_KEYS, '': 'evaluate'},
  latents: {
    ...COMMON_KEYS,
    '': 'dataset.latent',
    config: 'dataset.latent',
    'weights.trained': 'dataset.latent',
    mirrored: 'dataset.flips',
  },
  train: TRAIN_KEYS,
  baseline: {
    ...TRAIN_KEYS,
    'network.groups': 'baseline.groups',
    ...trainedAs('baseline', ['iterations', 'batch', 'learningRate', 'warmup', 'weights']),
  },
  prune: {
    ...COMMON_KEYS,
    'network.groups': 'baseline.groups',
    choice: 'pruning',
    training: 'train',
    ...Object.fromEntries(Object.entries(COMMON_KEYS).map(([path, key]) => [`training.${path}`, key])),
    ...trainedAs('pruning', ['iterations', 'learningRate', 'seed'], 'training.'),
    'training.batch': 'baseline.batch',
  },
  search: {
    ...COMMON_KEYS,
    '': 'search',
    evolution: 'search',
    by: 'search',
    'by.method': 'search',
    'by.method.name': 'search.method',
    'by.goal': 'search.target',
    'by.goal.flopsWeight': 'search.flopsWeight',
    given: 'search.strategy',
  },
  evaluate: {
    ...COMMON_KEYS,
    '': 'evaluate',
    ...networkKeys('networks.train', 'model.groups'),
    ...networkKeys('networks.baseline', 'baseline.groups'),
    networks: 'evaluate.rows',
    trained: 'widths.options',
    allowed: 'widths.exclude',
    controlSeed: 'search.seed',
    'heldOut.data': 'dataset',
    'heldOut.data.files': 'dataset.path',
    'heldOut.data.limited': 'dataset.limit',
    'heldOut.trainedOn': 'dataset.path',
  },
};

/** Options of a method that have a place of their own in a spec. */
const OWN_OPTIONS: Record<string, RegExp> = {
  sensitivity: /^by\.method\.(segments|images|base|rounds|tried)$/,
  racing: /^by\.method\.(candidates|rounds)$/,
  stages: /^by\.method\.(segments)$/,
};

/** What a spec calls the setting at a path of a stage's settings. */
export const specKey = ({name, settings}: {name: string; settings: object}, path: string): string => {
  const method = (settings as {by?: {method: {name: string}}}).by?.method.name ?? '';
  const [, option] = OWN_OPTIONS[method]?.exec(path) ?? [];
  if (option !== undefined) return `search.${method}.${option}`;
  const keys = (SPEC_KEYS as Record<string, Record<string, string>>)[name] ?? {};
  const parts = path.split('.');
  for (let count = parts.length; count >= 0; count--) {
    const key = keys[parts.slice(0, count).join('.')];
    if (key !== undefined) return [key, ...parts.slice(count)].join('.');
  }
  return path;
};
