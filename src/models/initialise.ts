/** Initial weights of the U-Net: Xavier uniform, zero biases, gain 1e-5 before each residual sum. */
import {Draws, STREAM} from '../random.js';
import type {FlatLayout} from './flatLayout.js';

const SMALL_GAIN = 1e-5;

/** The layers that start near zero: each block's last convolution, attention's projection and the tail. */
const startsSmall = (name: string): boolean => /\.block2\.3$|\.attn\.proj$|^tail\.2$/.test(name);

/** One vector of initial weights; a function of the layout and the seed alone. */
export function initialWeights(layout: FlatLayout, seed: number): Float32Array {
  const flat = new Float32Array(layout.size);
  for (const [index, {name, offset, size, layer}] of layout.parameters.entries()) {
    if (layer.kind === 'norm') {
      if (name.endsWith('.weight')) flat.fill(1, offset, offset + size);
      continue;
    }
    if (name.endsWith('.bias')) continue;
    const draws = new Draws({seed, stream: STREAM.initialise, image: index});
    const receptive = layer.kernel ** 2;
    const gain = startsSmall(layer.name) ? SMALL_GAIN : 1;
    const bound = gain * Math.sqrt(6 / (receptive * (layer.in + layer.out)));
    for (let i = 0; i < size; i++) flat[offset + i] = (2 * draws.uniform() - 1) * bound;
  }
  return flat;
}
