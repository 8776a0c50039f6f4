/**
 * Structured pruning of the U-Net (Fang et al. 2023, "Diff-Pruning"): importance of channels from weights and gradients,
 * the channels that stay, and the smaller network with its weights. Reads the one description of the network; arithmetic only.
 */
import {type FlatLayout, flatLayout} from './flatLayout.js';
import {type ChannelGroup, type Layer, layersOf, type UNetConfig, unetShape} from './shape.js';

/**
 * How important channels are. `taylor` (and Diff-Pruning, which is `taylor` on the first time steps): Σ (w·g)² of every
 * convolution and linear that a channel leaves or enters, |w·g| of the norms that it passes. `magnitude`: the same with
 * the weight in the place of weight times gradient.
 */
export type Importance = 'taylor' | 'magnitude';

/** A number for each channel of each group, by the group's name. */
export type GroupScores = Map<string, Float64Array>;

/** All channel groups of a network. */
export function groupsOf(config: UNetConfig): Map<string, ChannelGroup> {
  const found = new Map<string, ChannelGroup>();
  for (const {inGroups = [], outGroup} of layersOf(unetShape(config)))
    for (const group of [...inGroups, ...(outGroup ? [outGroup] : [])]) found.set(group.name, group);
  return found;
}

/** Channel groups that pass a group norm; with `alone`, without another one beside them. */
function normedGroups(config: UNetConfig, {alone = false} = {}): Set<string> {
  const norms = layersOf(unetShape(config)).filter(
    ({kind, inGroups = []}) => kind === 'norm' && !(alone && inGroups.length > 1),
  );
  return new Set(norms.flatMap(({inGroups = []}) => inGroups.map(({name}) => name)));
}

/** Scores of every channel from the flat weights and, for `taylor`, the flat gradient. */
export function importanceOf(
  config: UNetConfig,
  weights: Float32Array,
  {kind, gradient}: {kind: Importance; gradient?: Float32Array},
): GroupScores {
  const layout = flatLayout(config);
  const scores: GroupScores = new Map([...groupsOf(config)].map(([name, {count}]) => [name, new Float64Array(count)]));
  const value = (index: number): number => weights[index]! * (kind === 'taylor' ? gradient![index]! : 1);
  for (const {name, layer, shape, offset} of layout.parameters) {
    if (name.endsWith('.bias')) continue;
    const {inGroups = [], outGroup} = layer;
    const arriving = inGroups.flatMap((group) => [...scores.get(group.name)!.keys()].map((at) => ({group, at})));
    if (layer.kind === 'norm') {
      for (const [channel, {group, at}] of arriving.entries())
        scores.get(group.name)![at]! += Math.abs(value(offset + channel));
      continue;
    }
    const [inputs, outputs] = [shape.at(-2)!, shape.at(-1)!];
    const leaving = outGroup && scores.get(outGroup.name)!;
    const size = shape.reduce((a, b) => a * b, 1);
    for (let index = 0; index < size; index++) {
      const square = value(offset + index) ** 2;
      if (leaving) leaving[index % outputs]! += square;
      const from = arriving[Math.floor(index / outputs) % inputs];
      if (from) scores.get(from.group.name)![from.at]! += square;
    }
  }
  return scores;
}

/**
 * The channels that stay, ascending. Of C channels, the C − ⌊(1 − ratio)·C⌋ least important go; where a group norm is
 * coupled, as many in each of its contiguous groups, rounded down. Of equal ones the first goes.
 */
export function keptChannels(config: UNetConfig, scores: GroupScores, ratio: number): Map<string, number[]> {
  const normed = normedGroups(config);
  return new Map(
    [...scores].map(([name, values]) => {
      const count = values.length;
      // The tolerance keeps 0.7 · 10 from being 6.999…
      const goes = count - Math.floor((1 - ratio) * count + 1e-9);
      const blocks = normed.has(name) ? config.groups : 1;
      const kept = blocksOf(count, blocks).map((channels) => {
        const sorted = [...channels].sort((a, b) => values[a]! - values[b]! || a - b);
        const gone = new Set(sorted.slice(0, Math.floor(goes / blocks)));
        return channels.filter((channel) => !gone.has(channel));
      });
      return [name, kept.flat()];
    }),
  );
}

/**
 * For each channel group its channels in a new order, the most important first, since a width keeps the first channels. Where
 * the group passes a norm alone, the groups of that norm stay together: they change places, and channels inside each. The
 * norm of a concatenation, whose groups can straddle its parts, normalises other channels together than before, so the
 * function of the full width changes a little.
 */
export function importanceOrder(config: UNetConfig, scores: GroupScores): Map<string, number[]> {
  const bound = normedGroups(config, {alone: true});
  return new Map(
    [...scores].map(([name, values]) => {
      const blocks = blocksOf(values.length, bound.has(name) ? config.groups : 1).map((channels) =>
        [...channels].sort((a, b) => values[b]! - values[a]! || a - b),
      );
      const total = (channels: readonly number[]): number =>
        channels.reduce((sum, channel) => sum + values[channel]!, 0);
      return [name, blocks.sort((a, b) => total(b) - total(a)).flat()];
    }),
  );
}

/** Channels 0 to count − 1 in so many contiguous blocks of equal size. */
function blocksOf(count: number, blocks: number): number[][] {
  const size = count / blocks;
  return Array.from({length: blocks}, (_, block) => Array.from({length: size}, (_, i) => block * size + i));
}

/** The architecture with only those channels. */
export const prunedConfig = (config: UNetConfig, kept: ReadonlyMap<string, readonly number[]>): UNetConfig => ({
  ...config,
  pruned: Object.fromEntries([...kept].map(([name, channels]) => [name, channels.length])),
});

/** The weights of those channels of the larger network, in their order; of all channels, the same network reordered. */
export function prunedWeights(
  config: UNetConfig,
  weights: Float32Array,
  kept: ReadonlyMap<string, readonly number[]>,
): Float32Array {
  const from = flatLayout(config);
  const to = flatLayout(prunedConfig(config, kept));
  const flat = new Float32Array(to.size);
  for (const [index, target] of to.parameters.entries()) cut(weights, from.parameters[index]!, {flat, target, kept});
  return flat;
}

type Placed = FlatLayout['parameters'][number];

/** Channels of `layer` that stay along an axis: those of its groups, one after the other; all where it has none. */
function axis(
  groups: readonly ChannelGroup[] | undefined,
  count: number,
  kept: ReadonlyMap<string, readonly number[]>,
): number[] {
  if (!groups) return Array.from({length: count}, (_, channel) => channel);
  const chosen: number[] = [];
  let before = 0;
  for (const group of groups) {
    for (const channel of kept.get(group.name)!) chosen.push(before + channel);
    before += group.count;
  }
  return chosen;
}

function cut(
  weights: Float32Array,
  source: Placed,
  {flat, target, kept}: {flat: Float32Array; target: Placed; kept: ReadonlyMap<string, readonly number[]>},
): void {
  const layer: Layer = source.layer;
  const outputs = axis(layer.kind === 'norm' ? layer.inGroups : layer.outGroup && [layer.outGroup], layer.out, kept);
  const inputs = axis(layer.inGroups, layer.in, kept);
  const vector = source.shape.length === 1;
  const rows = vector ? [0] : inputs;
  const outer = vector ? 1 : source.size / (layer.in * layer.out);
  let at = target.offset;
  for (let place = 0; place < outer; place++) {
    for (const input of rows) {
      const start = source.offset + (place * layer.in + input) * (vector ? 0 : layer.out);
      for (const output of outputs) flat[at++] = weights[start + output]!;
    }
  }
}
