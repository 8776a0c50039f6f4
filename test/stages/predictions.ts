/** A small conditional network, and the samplers on which ways of predicting are tried. */
import {linearSchedule} from '../../src/diffusion/schedule.js';
import type {SamplerSettings} from '../../src/diffusion/settings.js';
import {flatLayout} from '../../src/models/flatLayout.js';
import {initialWeights} from '../../src/models/initialise.js';
import {fillNormals} from '../../src/random.js';

export const config = {
  ...{resolution: 8, imageChannels: 1, channels: 16, multipliers: [1, 2], attentionLevels: [1], blocks: 1},
  ...{groups: 4, dropout: 0, classes: 2, unlabelled: true},
};

/** Weights of which none is zero, as some are to begin with. */
export const flat = initialWeights(flatLayout(config), 3);
const extra = new Float32Array(flat.length);
fillNormals(extra, {seed: 3, stream: 1000});
for (let i = 0; i < flat.length; i++) flat[i]! += 0.05 * extra[i]!;

export const schedule = linearSchedule(20, [1e-3, 0.2]);
export const KINDS: SamplerSettings[] = [
  {kind: 'ddim', steps: 6},
  {kind: 'ddim', steps: 6, eta: 0.5, guidance: 2},
  {kind: 'ddpm', steps: 20},
  {kind: 'heun', steps: 5},
  {kind: 'unipc', steps: 5},
];
