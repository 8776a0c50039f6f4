/** What each sampler is called and takes, and how often it asks the network. Plain data; knows no tensors. */

export const SAMPLER_KINDS = ['ddpm', 'ddim', 'dpm-solver', 'dpm-solver++', 'unipc', 'heun', 'euler'] as const;
export type SamplerKind = (typeof SAMPLER_KINDS)[number];
export type Spacing = 'uniform' | 'quadratic' | 'trailing' | 'linspace' | 'karras';

/** As in a spec: what is left out is the sampler's default. */
export interface SamplerSettings {
  kind: SamplerKind;
  steps: number;
  eta?: number | undefined;
  clip?: boolean | undefined;
  clipNoise?: boolean | undefined;
  variance?: 'large' | 'small' | undefined;
  /** Of any sampler, for a network that knows classes: scale of classifier-free guidance. */
  guidance?: number | undefined;
  spacing?: Spacing | undefined;
  order?: number | undefined;
  solver?: 'midpoint' | 'heun' | 'taylor' | 'bh1' | 'bh2' | undefined;
  lowerOrderFinal?: boolean | undefined;
  lastSigma?: 'zero' | 'min' | undefined;
  rho?: number | undefined;
  sigmaMin?: number | undefined;
  sigmaMax?: number | undefined;
  churn?: number | undefined;
  churnMin?: number | undefined;
  churnMax?: number | undefined;
  churnNoise?: number | undefined;
}
export type SamplerOption = Exclude<keyof SamplerSettings, 'kind' | 'steps' | 'guidance'>;

interface Description {
  /** Values that an option may have; those not listed here are not options of this sampler. */
  options: Partial<Record<SamplerOption, readonly string[] | 'any'>>;
  /** The spacing where none is named; undefined where there is only one. */
  spacing?: Spacing;
}

const karras = {rho: 'any', sigmaMin: 'any', sigmaMax: 'any'} as const;
const spaced = {clip: 'any', spacing: ['linspace', 'quadratic', 'trailing', 'karras'], ...karras} as const;
const multistep = {...spaced, order: ['1', '2', '3'], lowerOrderFinal: 'any'} as const;

export const SAMPLERS: Record<SamplerKind, Description> = {
  ddpm: {options: {clip: 'any', variance: ['large', 'small']}},
  ddim: {
    options: {clip: 'any', clipNoise: 'any', eta: 'any', spacing: ['uniform', 'quadratic', 'trailing']},
    spacing: 'uniform',
  },
  // It always ends at the least σ, where the other spacings start their last step.
  'dpm-solver': {
    options: {
      clip: 'any',
      order: ['1', '2', '3'],
      lowerOrderFinal: 'any',
      spacing: ['linspace', 'trailing'],
      solver: ['midpoint', 'heun', 'taylor'],
      lastSigma: ['min'],
    },
    spacing: 'linspace',
  },
  'dpm-solver++': {
    options: {...multistep, solver: ['midpoint', 'heun', 'taylor'], lastSigma: ['zero', 'min']},
    spacing: 'linspace',
  },
  unipc: {options: {...multistep, solver: ['bh1', 'bh2'], lastSigma: ['zero', 'min']}, spacing: 'linspace'},
  heun: {
    options: {...spaced, churn: 'any', churnMin: 'any', churnMax: 'any', churnNoise: 'any'},
    spacing: 'linspace',
  },
  euler: {options: spaced, spacing: 'linspace'},
};

/** Whether a sampler has an option, with that value. */
export function takesOption(kind: SamplerKind, option: string, value: unknown): boolean {
  if (option === 'kind' || option === 'steps' || option === 'guidance') return true;
  const allowed = SAMPLERS[kind].options[option as SamplerOption];
  return allowed === 'any' || allowed?.includes(String(value)) === true;
}

/** The most steps that a sampler can take of a schedule of `trained`: multistep solvers leave t = 0 to the last step. */
export const mostSteps = ({kind, spacing, lastSigma}: SamplerSettings, trained: number): number => {
  const open = kind === 'dpm-solver' || (lastSigma === 'min' && spacing === 'trailing');
  const whole = SAMPLERS[kind].options.order !== undefined && (spacing ?? 'linspace') === 'linspace';
  return open || whole ? trained - 1 : trained;
};

/** Whether the network is asked twice for each prediction, with a class and without. */
export const isGuided = ({guidance = 1}: Pick<SamplerSettings, 'guidance'>): boolean => guidance !== 1;

/** Network evaluations of each sampling step, index 0 the cleanest. Heun's last step has nothing to correct with. */
export const evaluationsOf = (settings: Pick<SamplerSettings, 'kind' | 'steps' | 'guidance'>): number[] =>
  Array.from(
    {length: settings.steps},
    (_, index) => (settings.kind === 'heun' && index > 0 ? 2 : 1) * (isGuided(settings) ? 2 : 1),
  );

/** Tensors of a sampler's state, at most: x, and what it remembers of earlier steps. */
export const stateTensors = ({kind, order = 2}: Pick<SamplerSettings, 'kind' | 'order'>): number => {
  if (kind === 'unipc') return 2 + order;
  return SAMPLERS[kind].options.order ? order : 1;
};

/** Name of a sampler in tables: its kind, and its order where it has several. */
export const samplerName = ({kind, order, solver}: SamplerSettings): string => {
  if (!SAMPLERS[kind].options.order) return kind;
  const name = `${kind}-${order ?? 2}`;
  return solver === undefined || solver === 'midpoint' || solver === 'bh2' ? name : `${name}-${solver}`;
};
