/**
 * Which states of a walk to keep for later ones. A later strategy leaves an earlier one's way anywhere with about the
 * same chance (where a crossover cuts is uniform), and begins at the last state that was kept before. Knows no tensor
 * and no file.
 */
import type {Ancestor} from './path.js';
import type {WalkRequest} from './walk.js';

export interface Choice extends Pick<WalkRequest, 'paths' | 'stored' | 'ancestors' | 'budget' | 'least' | 'macsOf'> {
  /** Steps of each path that the walk does not take. */
  begins: readonly number[];
  /** Stored states that the walk begins with: kept in any case. */
  used: ReadonlySet<string>;
}

/** States that may be kept: a tree whose root is the start noise. */
interface Place {
  name: string;
  /** The next one before it on its way. */
  before: Place | undefined;
  /** MACs from the noise to it. */
  macs: number;
  /** How likely a later strategy leaves here, or after it and before the next. */
  weight: number;
}

/** Of a strategy that was not scored yet: some survive, and those are ordinary ones. */
const UNSCORED = 0.5;

/** The states that save most MACs later, as far as the budget goes. */
export function choose(choice: Choice): {save: Set<string>; drop: string[]} {
  const {stored, used, budget} = choice;
  const chosen = new Set(budget > 0 ? best(placesOf(choice), choice) : []);
  for (const name of used) chosen.add(name);
  return {
    save: new Set([...chosen].filter((name) => !stored.has(name))),
    drop: [...stored].filter((name) => !chosen.has(name)),
  };
}

/** Every state that is stored or will be computed, those of no strategy that counts left out. */
function placesOf(choice: Choice): Place[] {
  const {paths, ancestors, macsOf} = choice;
  const ways: Ancestor[] = [...paths.map((path) => ({path, weight: UNSCORED})), ...ancestors];
  ways.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const root: Place = {name: '', before: undefined, macs: 0, weight: 0};
  const places: Place[] = [];
  /** The place at each depth of the last way, or the last one before that. */
  const at = [root];
  let last = '';
  for (const {path, weight} of ways) {
    const there = statesOn(path, choice);
    const shared = sharedLength(path, last);
    let macs = 0;
    for (let depth = 0; depth < path.length; depth++) {
      if (depth > shared || at[depth] === undefined) {
        const before = at[depth - 1]!;
        if (there[depth]) {
          at[depth] = {name: path.slice(0, depth), before, macs, weight: 0};
          places.push(at[depth]!);
        } else at[depth] = before;
      }
      at[depth]!.weight += weight;
      macs += macsOf(path[depth]!, depth);
    }
    last = path;
  }
  return places;
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** At which depths of a way there is a state, stored or to be computed. */
function statesOn(path: string, {paths, begins, stored}: Choice): boolean[] {
  const there = Array<boolean>(path.length).fill(false);
  for (const [place, other] of paths.entries()) {
    // Most ways part at once, or not before what the other one computes.
    const shared = Math.min(sharedLength(path, other), path.length - 1);
    for (let depth = begins[place]! + 1; depth <= shared; depth++) there[depth] = true;
  }
  for (const name of stored) {
    if (name.length < path.length && !there[name.length] && path.startsWith(name)) there[name.length] = true;
  }
  return there;
}

/**
 * Leaves out, one after the other, the state whose loss costs least: its weight times the MACs from the last state
 * before it. What is left out only makes its neighbours dearer, so a queue with old prices finds the cheapest.
 */
function best(places: readonly Place[], {paths, ancestors, used, budget, least = 0}: Choice): string[] {
  if (places.length <= budget && least === 0) return places.map(({name}) => name);
  // As many strategies come next as came now, and leave anywhere on the way of any.
  const chances = ancestors.reduce((sum, {weight}) => sum + weight, UNSCORED * paths.length) * paths[0]!.length;
  const leastPrice = (least * chances) / paths.length;
  const gone = new Set<Place>();
  const before = (place: Place): Place => {
    let found = place.before!;
    while (gone.has(found)) found = found.before!;
    place.before = found;
    return found;
  };
  const priceOf = (place: Place): number => place.weight * (place.macs - before(place).macs);
  const queue = new Queue(places.filter(({name}) => !used.has(name)).map((place) => ({place, price: priceOf(place)})));
  for (let left = places.length; ; ) {
    const cheapest = queue.take();
    if (!cheapest) break;
    const price = priceOf(cheapest.place);
    if (price > cheapest.price) queue.add({place: cheapest.place, price});
    else if (left <= budget && price >= leastPrice) break;
    else {
      before(cheapest.place).weight += cheapest.place.weight;
      gone.add(cheapest.place);
      left -= 1;
    }
  }
  return places.filter((place) => !gone.has(place)).map(({name}) => name);
}

interface Priced {
  place: Place;
  price: number;
}

/** A binary heap, the lowest price first. */
class Queue {
  private readonly heap: Priced[] = [];

  constructor(entries: Iterable<Priced>) {
    for (const entry of entries) this.add(entry);
  }

  add(entry: Priced): void {
    const {heap} = this;
    let at = heap.length;
    for (; at > 0; at = (at - 1) >> 1) {
      const above = heap[(at - 1) >> 1]!;
      if (above.price <= entry.price) break;
      heap[at] = above;
    }
    heap[at] = entry;
  }

  take(): Priced | undefined {
    const {heap} = this;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && heap[below + 1]!.price < heap[below]!.price) below += 1;
      if (heap[below]!.price >= last.price) break;
      heap[at] = heap[below]!;
      at = below;
    }
    heap[at] = last;
    return first;
  }
}
