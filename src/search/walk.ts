/**
 * How a population of strategies is sampled together: steps that they have in common from the noisiest on are taken once,
 * and a strategy begins at the deepest state of its own way that an earlier walk has kept. Knows no tensor and no file.
 */
import {choose} from './keep.js';
import type {Ancestor, Path} from './path.js';

/** A stretch of steps without a branch. */
export interface Segment {
  /** A way that it lies on. */
  path: Path;
  /** Steps taken before its first and after its last; equal for an origin: the start noise, or a stored state. */
  begin: number;
  end: number;
  /** Where its first state comes from. Only an origin has none. */
  from: Segment | undefined;
  next: Segment[];
  /** Places in the population of the ways that end with it. */
  finished: number[];
}

export interface WalkRequest {
  paths: readonly Path[];
  /** MACs of taking the step after `depth` steps with the width that a letter stands for. */
  macsOf(letter: string, depth: number): number;
  /** States that are there. */
  stored: ReadonlySet<string>;
  /** Whose states are worth keeping, beside those of `paths`. */
  ancestors: readonly Ancestor[];
  /** How many states may be kept, those that are stored included. */
  budget: number;
  /** MACs of one image that a state must be expected to save to be kept; 0 where it is left out. */
  least?: number;
}

export interface Walk {
  steps: number;
  /** In the order of their first step, origins before what begins at them. */
  segments: Segment[];
  /** States to be kept while they are there. */
  save: ReadonlySet<string>;
  /** Stored states that are not worth their room; none of them is needed here. */
  drop: string[];
  /** MACs of one image through the walk, and through each strategy alone. */
  macs: number;
  macsAlone: number;
  /** States that are held at the same time, at most. */
  peak: number;
}

/** Plans a walk. Every path has the same length. */
export function planWalk({paths, macsOf, stored, ancestors, budget, least = 0}: WalkRequest): Walk {
  const steps = paths[0]?.length ?? 0;
  if (paths.some(({length}) => length !== steps)) throw new RangeError('paths of a walk have the same number of steps');
  const begins = beginsOf(paths, stored);
  const segments = segmentsOf(paths, begins);
  const cost = (path: Path, begin: number): number => {
    let sum = 0;
    for (let depth = begin; depth < path.length; depth++) sum += macsOf(path[depth]!, depth);
    return sum;
  };
  const macs = segments.reduce((sum, {path, begin, end}) => sum + cost(path.slice(0, end), begin), 0);
  const used = new Set(paths.map((path, place) => path.slice(0, begins[place])).filter((prefix) => prefix !== ''));
  const {save, drop} = choose({paths, begins, stored, used, ancestors, budget, least, macsOf});
  return {
    steps,
    segments,
    save,
    drop,
    macs,
    macsAlone: paths.reduce((sum, path) => sum + cost(path, 0), 0),
    peak: peakOf(segments, steps),
  };
}

/** How many steps of each path an earlier walk has taken. */
function beginsOf(paths: readonly Path[], stored: ReadonlySet<string>): number[] {
  const depths = [...new Set([...stored].map(({length}) => length))].sort((a, b) => b - a);
  return paths.map((path) => depths.find((depth) => depth < path.length && stored.has(path.slice(0, depth))) ?? 0);
}

/**
 * Paths that begin at the same state are a tree of their own: no two that begin at different ones meet, or the one that
 * begins earlier would have begun at the other's.
 */
function segmentsOf(paths: readonly Path[], begins: readonly number[]): Segment[] {
  const origins = new Map<string, number[]>();
  for (const [place, path] of paths.entries()) {
    const prefix = path.slice(0, begins[place]);
    origins.set(prefix, [...(origins.get(prefix) ?? []), place]);
  }
  const segments: Segment[] = [];
  const grow = (places: readonly number[], from: Segment): void => {
    const branches = new Map<string, number[]>();
    for (const place of places) {
      const letter = paths[place]![from.end];
      if (letter === undefined) from.finished.push(place);
      else branches.set(letter, [...(branches.get(letter) ?? []), place]);
    }
    for (const branch of branches.values()) {
      const path = paths[branch[0]!]!;
      let end = from.end + 1;
      while (end < path.length && branch.every((place) => paths[place]![end] === path[end])) end += 1;
      const segment: Segment = {path, begin: from.end, end, from, next: [], finished: []};
      from.next.push(segment);
      segments.push(segment);
      grow(branch, segment);
    }
  };
  for (const [prefix, places] of origins) {
    const [begin, path] = [prefix.length, paths[places[0]!]!];
    const origin: Segment = {path, begin, end: begin, from: undefined, next: [], finished: []};
    segments.push(origin);
    grow(places, origin);
  }
  return segments.sort((a, b) => a.begin - b.begin || a.end - a.begin - (b.end - b.begin));
}

/** Walks without computing and counts. */
function peakOf(segments: readonly Segment[], steps: number): number {
  const users = new Map<Segment, number>();
  let peak = 0;
  for (let depth = 0; depth < steps; depth++) {
    for (const segment of stepsAt(segments, depth)) {
      const source = depth === segment.begin ? segment.from! : segment;
      const left = (users.get(source) ?? source.next.length) - 1;
      // The state before a step and the one after it are both there for a moment.
      peak = Math.max(peak, users.size + (users.has(source) ? 1 : 2));
      if (left > 0) users.set(source, left);
      else users.delete(source);
      if (depth + 1 < steps) users.set(segment, depth + 1 < segment.end ? 1 : segment.next.length);
    }
  }
  return peak;
}

/** Segments that take the step after `depth` steps; those of the same width beside each other. */
export const stepsAt = (segments: readonly Segment[], depth: number): Segment[] =>
  segments
    .filter(({begin, end}) => begin <= depth && depth < end)
    .sort((a, b) => (a.path[depth]! < b.path[depth]! ? -1 : a.path[depth]! > b.path[depth]! ? 1 : 0));
