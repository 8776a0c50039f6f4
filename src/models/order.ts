/**
 * The order of channels in which a network becomes a supernet: a width keeps the first channels of every channel group, so
 * the important ones come first. Orders that leave the full width's function unchanged; arithmetic only.
 */
import {type GroupScores, groupsOf} from './pruning.js';
import {layersOf, type NormLayer, type UNetConfig, unetShape} from './shape.js';

/** Consecutive channels of a channel group that one group of a norm has: all of that group, or (where it straddles a concatenation) a part. */
interface Block {
  start: number;
  end: number;
  whole: boolean;
}

/** The blocks of one norm, in order, without gaps. */
type Partition = readonly Block[];

/** How each norm that a channel group passes divides its channels, by the channel group's name. */
function partitionsOf(config: UNetConfig): Map<string, Partition[]> {
  const found = new Map<string, Partition[]>();
  for (const layer of layersOf(unetShape(config))) {
    if (layer.kind !== 'norm') continue;
    const {inGroups = [], out, groups} = layer as NormLayer;
    const size = out / groups;
    let before = 0;
    for (const {name, count} of inGroups) {
      const blocks: Block[] = [];
      for (let start = 0; start < count; ) {
        const end = Math.min(count, start + size - ((before + start) % size));
        blocks.push({start, end, whole: end - start === size});
        start = end;
      }
      found.set(name, [...(found.get(name) ?? []), blocks]);
      before += count;
    }
  }
  return found;
}

/**
 * For each channel group the channels in their new order, the most important first as far as the group norms allow: whole
 * groups of a norm change places, and channels inside a group, so that every norm still normalises the same channels together.
 */
export function importanceOrder(config: UNetConfig, scores: GroupScores): Map<string, number[]> {
  const partitions = partitionsOf(config);
  return new Map(
    [...groupsOf(config).values()].map(({name, count}) => [
      name,
      ordered({start: 0, end: count, partitions: partitions.get(name) ?? []}, scores.get(name)!),
    ]),
  );
}

interface Range {
  start: number;
  end: number;
  /** Of this range alone. */
  partitions: readonly Partition[];
}

function ordered({start, end, partitions}: Range, scores: Float64Array): number[] {
  const binding = partitions.filter((partition) => partition.length > 1);
  if (binding.length === 0) return byScore(channelsOf(start, end), (channel) => scores[channel]!);
  const cuts = boundariesOf(binding[0]!).filter((cut) => binding.every((one) => boundariesOf(one).includes(cut)));
  // Chained blocks of several norms: only channels that share a block of each may change places.
  const divided = cuts.length > 0;
  const all = [...new Set(divided ? cuts : binding.flatMap(boundariesOf))].sort((a, b) => a - b);
  const pieces = [start, ...all].map((from, index): Range => {
    const to = all[index] ?? end;
    return {start: from, end: to, partitions: divided ? binding.map((one) => within(one, from, to)) : []};
  });
  const orders = pieces.map((piece) => ordered(piece, scores));
  if (!divided) return orders.flat();
  // Pieces that the norms divide alike change places.
  const forms = pieces.map((piece) => formOf(piece));
  const result: number[][] = [];
  for (const form of new Set(forms)) {
    const places = forms.flatMap((one, index) => (one === form ? [index] : []));
    const total = (index: number): number => orders[index]!.reduce((sum, channel) => sum + scores[channel]!, 0);
    for (const [at, index] of byScore(places, total).entries()) result[places[at]!] = orders[index]!;
  }
  return result.flat();
}

const channelsOf = (start: number, end: number): number[] =>
  Array.from({length: end - start}, (_, index) => start + index);

/** Highest score first; of equal ones the first. */
const byScore = (items: readonly number[], score: (item: number) => number): number[] =>
  [...items].sort((a, b) => score(b) - score(a) || a - b);

/** Inner boundaries. */
const boundariesOf = (partition: Partition): number[] => partition.slice(1).map(({start}) => start);

const within = (partition: Partition, from: number, to: number): Partition =>
  partition.filter(({start, end}) => start < to && end > from);

/** Equal for pieces that can change places: a block that continues in another channel group stays where it is. */
const formOf = ({start, partitions}: Range): string =>
  JSON.stringify(
    partitions.map((partition) =>
      partition.map((block) => [block.start - start, block.end - start, block.whole ? '' : block.start]),
    ),
  );
