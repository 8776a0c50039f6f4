/** Takes a walk that was planned, whatever a state is: all strategies at once, one step after the other. */
import type {Path} from './path.js';
import {type Segment, stepsAt, type Walk} from './walk.js';

/** What a walk needs to be taken. Every state that `start`, `load` and `step` give is released once. */
export interface Walker<State> {
  /** The state before the first step. */
  start(): Promise<State>;
  /** A stored state. */
  load(name: string): Promise<State>;
  /** The state one step further on a path, `depth` steps after the start. */
  step(state: State, depth: number, path: Path): Promise<State>;
  /** Keeps a state for later walks. */
  save(name: string, state: State): Promise<void>;
  /** The last state of the path at a place in the population. */
  finish(place: number, state: State): Promise<void>;
  release(state: State): void;
}

/** A state and how many segments still begin with it. */
interface Held<State> {
  state: State;
  users: number;
}

export async function takeWalk<State>({steps, segments, save}: Walk, walker: Walker<State>): Promise<void> {
  const held = new Map<Segment, Held<State>>();
  const origin = async (segment: Segment): Promise<Held<State>> => {
    const {begin, path, next} = segment;
    const state = begin === 0 ? await walker.start() : await walker.load(path.slice(0, begin));
    const found = {state, users: next.length};
    held.set(segment, found);
    return found;
  };
  /** Gives a state back once nothing begins with it any more. */
  const leave = (segment: Segment): void => {
    const found = held.get(segment)!;
    found.users -= 1;
    if (found.users > 0) return;
    held.delete(segment);
    walker.release(found.state);
  };
  try {
    for (let depth = 0; depth < steps; depth++) {
      for (const segment of stepsAt(segments, depth)) {
        const {path, begin, end, next, finished} = segment;
        const source = depth === begin ? segment.from! : segment;
        const {state: before} = held.get(source) ?? (await origin(source));
        const state = await walker.step(before, depth, path);
        leave(source);
        held.set(segment, {state, users: depth + 1 < end ? 1 : next.length});
        const name = path.slice(0, depth + 1);
        if (save.has(name)) await walker.save(name, state);
        if (depth + 1 < steps) continue;
        for (const place of finished) await walker.finish(place, state);
        held.delete(segment);
        walker.release(state);
      }
    }
  } finally {
    for (const {state} of held.values()) walker.release(state);
  }
}
