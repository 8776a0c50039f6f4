/** YAML text → plain data, and where in which file each piece of it stands. Knows no schema. */
import {dirname, resolve} from 'node:path';
import {isMap, isPair, isScalar, isSeq, LineCounter, type Node} from 'yaml';
import {readBoundedText} from '../boundedText.js';
import {messageOf, type Problem} from '../problem.js';
import {parseYaml, withoutCircles} from './document.js';
import {joined, listsOf, type SweptValue, sweepPoints, sweepProblems} from './sweep.js';

/** Where a value, and the key that names it, stand. */
export interface Origin {
  file: string;
  value: number;
  key: number;
  /** A number as it was written: `0012`. */
  text?: string;
}

export interface Source {
  data: unknown;
  /** By JSON pointer: `/model/channels`. */
  origins: Map<string, Origin>;
  /** Texts by file, for line numbers and excerpts. */
  texts: Map<string, {text: string; lines: LineCounter}>;
  problems: Problem[];
}

const SIZE_LIMIT = 1 << 20;
const EXTENDS_LIMIT = 8;
/** Characters of the longest line that is shown. */
const MOST_EXCERPT = 300;

/** Reads a spec and what it extends; keys of the file itself win. All problems are collected. */
export function readSource(file: string, depth = 0): Source {
  const source: Source = {data: {}, origins: new Map(), texts: new Map(), problems: []};
  let text: string;
  try {
    text = readBoundedText(file, SIZE_LIMIT);
  } catch (error) {
    if (error instanceof RangeError) {
      const message = `${file} has more than ${SIZE_LIMIT} bytes, which no spec has`;
      source.problems.push({code: 'too-large', file, message});
      return source;
    }
    const {code = ''} = error as NodeJS.ErrnoException;
    const known: Record<string, string> = {
      ENOENT: `there is no file ${file}`,
      EISDIR: `${file} is a folder, and no spec`,
    };
    source.problems.push({code: 'unreadable', file, message: known[code] ?? messageOf(error)});
    return source;
  }
  const lines = new LineCounter();
  source.texts.set(file, {text, lines});
  const {document, faults} = parseYaml(text, lines);
  for (const {at, ...fault} of faults) source.problems.push(located(source, {file, value: at, key: at}, fault));
  if (!document || faults.length > 0) return source;
  try {
    source.data = withoutCircles(document.toJS({maxAliasCount: 100})) ?? {};
  } catch (error) {
    source.problems.push({code: 'yaml-alias', file, message: messageOf(error)});
    return source;
  }
  noteOrigins(document.contents, source.data, '', {file, value: 0, key: 0}, source.origins);
  if (!isRecord(source.data)) {
    const message = `a spec is a map of keys, and this is ${Array.isArray(source.data) ? 'a list' : 'a single value'}`;
    source.problems.push(locate(source, '', {code: 'wrong-type', message, allowed: ['object']}));
    return source;
  }
  return extend(source, file, depth);
}

/** Notes where each piece of a value stands whose YAML is the node, `origin` its own place. */
export function noteOrigins(
  node: unknown,
  value: unknown,
  pointer: string,
  {text: _, ...origin}: Origin,
  origins: Map<string, Origin>,
): void {
  const text = isScalar(node) && typeof node.value === 'number' ? node.source : undefined;
  origins.set(pointer, {...origin, ...(text === undefined ? {} : {text})});
  const at = (child: unknown): number | undefined => (child as Node | null)?.range?.[0];
  const inside = (key: string, child: unknown, place: Partial<Origin>): void => {
    const own = (value as Record<string, unknown> | null)?.[key];
    noteOrigins(child, own, `${pointer}/${escaped(key)}`, {...origin, ...place}, origins);
  };
  if (isMap(node)) {
    for (const pair of node.items) {
      if (!isPair(pair) || !isScalar(pair.key)) continue;
      const key = at(pair.key) ?? origin.value;
      inside(String(pair.key.value), pair.value, {value: at(pair.value) ?? key, key});
    }
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      const place = at(item) ?? origin.value;
      inside(String(index), item, {value: place, key: place});
    }
  } else if (typeof value === 'object' && value !== null) {
    // An alias: what it stands for is written here.
    for (const key of Object.keys(value)) inside(key, undefined, {});
  }
}

/** A key as a part of a JSON pointer, and back. */
export const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
export const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function extend(source: Source, file: string, depth: number): Source {
  if (!isRecord(source.data) || typeof source.data.extends !== 'string') return source;
  if (depth >= EXTENDS_LIMIT) {
    source.problems.push(locate(source, '/extends', {code: 'extends', message: 'specs extend each other in a circle'}));
    return source;
  }
  const base = readSource(resolve(dirname(file), source.data.extends), depth + 1);
  if (!base.texts.size) {
    source.problems.push(locate(source, '/extends', {code: 'extends', message: base.problems[0]!.message}));
    return source;
  }
  const {extends: _, ...own} = source.data;
  const origins = new Map(base.origins);
  for (const [pointer, origin] of source.origins) if (pointer !== '/extends') origins.set(pointer, origin);
  const inherited = isRecord(base.data) ? base.data : {};
  // A name belongs to the file that has it, as does where its paths start.
  const {name: _name, folder: _folder, ...shared} = inherited;
  return {
    data: merge(shared, own),
    origins,
    texts: new Map([...base.texts, ...source.texts]),
    problems: [...base.problems, ...source.problems],
  };
}

/**
 * Maps are merged, everything else replaced; null takes a key out that is no map. A key may be called what every object has:
 * it is a key like others.
 */
function merge(base: unknown, own: unknown): unknown {
  if (!isRecord(base) || !isRecord(own)) return own;
  const changed = Object.entries(own).map(([key, value]): [string, unknown] => [
    key,
    Object.hasOwn(base, key) ? merge(base[key], value) : value,
  ]);
  const merged = [...Object.entries(base), ...changed];
  return Object.fromEntries(merged.filter(([key]) => !takesOut(base, key, own[key])));
}

/** Whether a value takes an inherited key out. An empty section is more likely a slip, which the schema refuses. */
export const takesOut = (base: Record<string, unknown>, key: string, value: unknown): boolean =>
  value === null && Object.hasOwn(base, key) && !isRecord(base[key]);

/** The spec as one of its variants, or one point of its sweep, changes it. */
export interface VariantSource {
  name: string;
  /** Values of swept keys, and the variant's name where there are both. */
  point: Record<string, SweptValue>;
  source: Source;
}

/**
 * The spec as each of its variants changes it, at every point of its sweep. What is not a list of named maps, or a map of
 * lists, is left to the schema to refuse.
 */
export function variantSources(source: Source): VariantSource[] {
  const {variants, sweep, ...base} = source.data as Record<string, unknown>;
  const named = namedVariants({...source, data: base}, variants);
  const lists = listsOf(sweep);
  if (!lists || Object.keys(lists).length === 0 || sweepProblems(lists).length > 0) return named;
  const within = named.length > 0 ? named : [{name: '', point: {}, source: {...source, data: base}}];
  const points = sweepPoints(lists);
  return within.flatMap((variant) =>
    points.map(({name, overlay, values, places}) => {
      const origins = new Map(variant.source.origins);
      for (const [key, place] of Object.entries(places)) {
        const origin = origins.get(`/sweep/${key}/${place}`);
        if (origin) origins.set(`/${key.replaceAll('.', '/')}`, origin);
      }
      const data = structuredClone(merge(variant.source.data, overlay));
      const point = variant.name === '' ? values : {variant: variant.name, ...values};
      return {name: joined(variant.name, name), point, source: {...source, data, origins}};
    }),
  );
}

function namedVariants(source: Source, variants: unknown): VariantSource[] {
  if (!Array.isArray(variants) || !variants.every((one) => isRecord(one) && typeof one.name === 'string')) return [];
  return (variants as ({name: string} & Record<string, unknown>)[]).map(({name, ...own}, index) => {
    const prefix = `/variants/${index}`;
    const origins = new Map(source.origins);
    for (const [pointer, origin] of source.origins)
      if (pointer.startsWith(`${prefix}/`)) origins.set(pointer.slice(prefix.length), origin);
    return {name, point: {}, source: {...source, data: structuredClone(merge(source.data, own)), origins}};
  });
}

/**
 * How late a key, or anything under it, was written: the place of its file among what the spec extends; then come the command
 * line, the spec's variants and its sweep. Undefined where nothing was written.
 */
export function layerOf(source: Source, pointer: string): number | undefined {
  const files = [...source.texts.keys()];
  const originsIn = (section: string): Set<Origin> =>
    new Set([...source.origins].flatMap(([key, origin]) => (key.startsWith(section) ? [origin] : [])));
  const later = [originsIn('/variants/'), originsIn('/sweep/')];
  const layers = [...source.origins].flatMap(([key, origin]) => {
    if (key !== pointer && !key.startsWith(`${pointer}/`)) return [];
    const [place, above] = [files.indexOf(origin.file), later.findLastIndex((one) => one.has(origin))];
    return [above >= 0 ? files.length + 1 + above : place < 0 ? files.length : place];
  });
  return layers.length === 0 ? undefined : Math.max(...layers);
}

/** The value at a JSON pointer; undefined where there is none. */
export function valueAt(data: unknown, pointer: string): unknown {
  let node = data;
  for (const key of pointer.split('/').slice(1).map(unescaped)) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined;
    node = (node as Record<string, unknown>)[key];
  }
  return node;
}

/** A problem at a pointer (or at the nearest enclosing value that stands in a file). */
export function locate(source: Source, pointer: string, problem: Problem, {atKey = false} = {}): Problem {
  const path = pointer.split('/').slice(1).join('.');
  const value = valueAt(source.data, pointer);
  if (typeof value === 'string' && /^~(\/|$)|\$\{?[A-Za-z_]/.test(value))
    problem = {
      ...problem,
      suggestion: "a spec is read as it stands: ~ and $NAME are the shell's, so write the value out",
    };
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const origin = source.origins.get(at);
    const exact = at === pointer;
    // A key that the whole spec lacks stands in no line.
    if (origin && at === '' && (atKey || !exact)) return {...problem, file: origin.file, ...(path ? {path} : {})};
    if (origin) return {...located(source, origin, problem, atKey || !exact), ...(path ? {path} : {})};
    if (at === '') return {...problem, ...(path ? {path} : {})};
  }
}

function located(source: Source, origin: Origin, problem: Problem, atKey = false): Problem {
  const known = source.texts.get(origin.file);
  if (!known) return {...problem, file: origin.file};
  const {line, col} = known.lines.linePos(atKey ? origin.key : origin.value);
  const {lineStarts} = known.lines;
  const begin = lineStarts[line - 1] ?? 0;
  const excerpt = known.text.slice(begin, (lineStarts[line] ?? known.text.length + 1) - 1).replace(/\r?\n?$/, '');
  // Of a line that no screen shows, the caret says nothing.
  return {...problem, file: origin.file, line, column: col, ...(excerpt.length <= MOST_EXCERPT ? {excerpt} : {})};
}
