/** Keys of stages: a hash of exactly what a stage receives, and the difference between two of them in words. */
import {createHash} from 'node:crypto';

/** What a key is the hash of. */
export interface KeyParts {
  version: number;
  settings: object;
  /** Keys of the stages that something is taken from. */
  inputs: Record<string, string>;
}

/** JSON whose keys are in order: equal values are equal texts. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );

export const hashOf = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');

export const stageKey = ({version, settings, inputs}: KeyParts): string => hashOf({version, settings, inputs});

/** A value that is short enough to be shown. */
const SHOWN = 24;

const shown = (value: unknown): string => {
  const text = canonical(value) ?? 'none';
  return text.length <= SHOWN ? text : '…';
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The leaves in which two values differ: `betas ([0.0001,0.02] → [0.0001,0.03])`. */
function differences(before: unknown, after: unknown, path: string): string[] {
  if (canonical(before) === canonical(after)) return [];
  if (!isObject(before) || !isObject(after)) return [`${path} (${shown(before)} → ${shown(after)})`];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => differences(before[name], after[name], path ? `${path}.${name}` : name));
}

/** What makes two keys differ, part by part, settings by the name that `called` gives their path; empty where nothing does. */
export function changedParts(
  before: KeyParts,
  after: KeyParts,
  called: (path: string) => string = (path) => path,
): string[] {
  const inputs = [...new Set([...Object.keys(before.inputs), ...Object.keys(after.inputs)])]
    .filter((name) => before.inputs[name] !== after.inputs[name])
    .map((name) => `the stage ${name}`);
  const version = before.version === after.version ? [] : ['how it computes'];
  const settings = differences(before.settings, after.settings, '').map((one) => {
    const [path, ...values] = one.split(' ');
    return [called(path!), ...values].join(' ');
  });
  return [...new Set([...settings, ...inputs, ...version])];
}
