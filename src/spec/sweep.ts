/** `sweep`: lists of values → the points of their grid, each a variant with a name of its own. Knows no files. */
import {createHash} from 'node:crypto';
import type {Problem} from '../problem.js';

export type SweptValue = number | string | boolean;

/** One point of the grid. */
export interface SweepPoint {
  /** `flops-weight-0.1-seed-2`. */
  name: string;
  /** What it changes in the spec. */
  overlay: Record<string, unknown>;
  /** Its values by the swept keys, in the order of the spec. */
  values: Record<string, SweptValue>;
  /** Places of those values in their lists. */
  places: Record<string, number>;
}

/** Sections of a spec whose keys may be swept: those that a variant may change. */
const SECTIONS = ['widths', 'train', 'baseline', 'pruning', 'search', 'classifier', 'evaluate'];
const MOST_POINTS = 1000;
const LONGEST_NAME = 64;

type Lists = Record<string, readonly SweptValue[]>;

const isValue = (value: unknown): value is SweptValue => ['number', 'string', 'boolean'].includes(typeof value);

/** The lists of a sweep; undefined for anything that is left to the schema to refuse. */
export function listsOf(sweep: unknown): Lists | undefined {
  if (typeof sweep !== 'object' || sweep === null || Array.isArray(sweep)) return undefined;
  const lists = Object.values(sweep);
  return lists.every((list) => Array.isArray(list) && list.every(isValue)) ? (sweep as Lists) : undefined;
}

/** What is wrong with a sweep that satisfies the schema: by the key of a list, or '' for the whole. */
export function sweepProblems(lists: Lists): {key: string; problem: Problem}[] {
  const wrong = Object.keys(lists).flatMap((key) => {
    const path = key.split('.');
    const known = path.length > 1 && SECTIONS.includes(path[0]!) && path.every((part) => /^[A-Za-z]+$/.test(part));
    const message = `${key} cannot be swept; a key of ${SECTIONS.join(', ')} is wanted, such as train.seed`;
    return known ? [] : [{key, problem: {code: 'sweep', message, allowed: SECTIONS} as Problem}];
  });
  if (wrong.length > 0) return wrong;
  const count = Object.values(lists).reduce((product, list) => product * list.length, 1);
  const whole = (message: string) => [{key: '', problem: {code: 'sweep', message} as Problem}];
  if (count > MOST_POINTS) return whole(`the sweep has ${count} points; at most ${MOST_POINTS} are run`);
  const alike = Object.entries(lists).flatMap(([key, list]) => {
    const nameOf = (value: SweptValue): string => slug(String(value));
    const second = list.find((value, place) => list.findIndex((one) => nameOf(one) === nameOf(value)) < place);
    if (second === undefined) return [];
    const first = list.find((one) => nameOf(one) === nameOf(second))!;
    const message = `${JSON.stringify(first)} and ${JSON.stringify(second)} of ${key} would give two points one name, ${sweepPoints({[key]: [second]})[0]!.name}`;
    return [{key, problem: {code: 'sweep', message, suggestion: 'leave one of them out'} as Problem}];
  });
  if (alike.length > 0) return alike;
  const names = sweepPoints(lists).map(({name}) => name);
  const twice = names.find((name, place) => names.indexOf(name) < place);
  return twice === undefined ? [] : whole(`two points of the sweep would have one name, ${twice}`);
}

/** Every combination of values; the last key varies fastest. One point without values where there are no lists. */
export function sweepPoints(lists: Lists): SweepPoint[] {
  const names = shortNames(Object.keys(lists));
  let points: SweepPoint[] = [{name: '', overlay: {}, values: {}, places: {}}];
  for (const [key, list] of Object.entries(lists)) {
    points = points.flatMap((point) =>
      list.map((value, place) => ({
        name: joined(point.name, `${names.get(key)}-${slug(String(value))}`),
        overlay: withValue(point.overlay, key.split('.'), value),
        values: {...point.values, [key]: value},
        places: {...point.places, [key]: place},
      })),
    );
  }
  return points;
}

/** Two parts of a variant's name. */
export const joined = (first: string, second: string): string => fitting([first, second].filter(Boolean).join('-'));

/** Names may be this long; longer ones end in a hash, so that they stay different. */
const fitting = (name: string): string =>
  name.length <= LONGEST_NAME
    ? name
    : `${name.slice(0, LONGEST_NAME - 9)}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;

/** The last part of each key, or all of it where two keys end alike. */
function shortNames(keys: readonly string[]): Map<string, string> {
  const last = (key: string): string => key.split('.').at(-1)!;
  return new Map(
    keys.map((key) => [key, slug(keys.filter((one) => last(one) === last(key)).length > 1 ? key : last(key))]),
  );
}

const slug = (text: string): string =>
  text
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/^-/, 'minus')
    .replaceAll('+', 'p')
    .replace(/\.(?=[a-z])/g, '-')
    .replace(/[^a-z0-9._-]+/g, '-');

function withValue(
  node: Record<string, unknown>,
  [key, ...rest]: string[],
  value: SweptValue,
): Record<string, unknown> {
  if (rest.length === 0) return {...node, [key!]: value};
  return {...node, [key!]: withValue((node[key!] ?? {}) as Record<string, unknown>, rest, value)};
}
