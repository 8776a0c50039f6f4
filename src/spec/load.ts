/** A spec file → an Experiment, or every problem it has. The only place that reads raw YAML. */
import {basename, resolve} from 'node:path';
import {type Document, parseDocument, type Scalar} from 'yaml';
import {EXIT, isWarning, messageOf, type Problem, ProblemError} from '../problem.js';
import {sharedNoise} from './checks/noise.js';
import {withoutCircles} from './document.js';
import type {Experiment} from './experiment.js';
import {missingFiles, type Need} from './missing.js';
import {semanticProblems} from './semantics.js';
import {
  escaped,
  isRecord,
  locate,
  noteOrigins,
  readSource,
  type Source,
  takesOut,
  type VariantSource,
  variantSources,
} from './source.js';
import {dropSuperseded} from './superseded.js';
import {listsOf, sweepProblems} from './sweep.js';
import {findTransfer, type LoadOther, type Transfer} from './transfer.js';
import {schemaProblems, takeNumbersAsText} from './validate.js';

export interface LoadOptions {
  /** `path=value` settings that win over the file; values are YAML. */
  set?: readonly string[];
  /** Do not look whether the data and the strategies that it names are there: for a run that was made. */
  past?: boolean;
}

export interface Loaded {
  experiment: Experiment | undefined;
  problems: Problem[];
  source: Source;
}

/** The spec's own file is called what the user called it. */
const relabel = (problems: Problem[], file: string): Problem[] =>
  problems.map((problem) => (problem.file === resolve(file) ? {...problem, file} : problem));

/** Reads, merges, validates; reports all problems at once. Writes nothing. Warnings leave an experiment to go on with. */
export const loadSpec = (file: string, options: LoadOptions = {}): Loaded =>
  load(file, options, {transfers: options.past !== true});

function load(file: string, {set = [], past = false}: LoadOptions, {transfers}: {transfers: boolean}): Loaded {
  const source = readSource(resolve(file));
  if (source.problems.length > 0) return {experiment: undefined, problems: relabel(source.problems, file), source};
  if (past) fillPublishedKind(source);
  const problems = set.flatMap((setting) => applySetting(source, setting));
  takeNumbersAsText(source);
  const sources = problems.length === 0 ? variantSources(source) : [];
  for (const {source: variant} of sources) takeNumbersAsText(variant);
  for (const one of [source, ...sources.map((variant) => variant.source)]) dropSuperseded(one);
  if (problems.length === 0) problems.push(...schemaProblems(source));
  const experiment = problems.length === 0 ? experimentOf(source, file, '') : undefined;
  if (experiment) {
    const found = [
      ...semanticProblems(source, experiment, {past}),
      ...repeatedNames(source, experiment, sources),
      ...sweptWrong(source),
      ...fileNameProblems(source, experiment),
    ];
    // With variants the spec itself is not run, so what it would be warned of does not happen.
    problems.push(...(sources.length > 0 ? found.filter((problem) => !isWarning(problem)) : found));
    const cases = sources.map(({name, point, source: one}) => {
      const wrong = schemaProblems(one);
      const variant = {...experimentOf(one, file, name), name: experiment.name, point};
      if (wrong.length === 0) {
        wrong.push(...semanticProblems(one, variant, {past}));
        if (transfers) wrong.push(...strategyProblems(one, variant));
      }
      problems.push(...wrong);
      return variant;
    });
    if (sources.length > 0) problems.push(...set.flatMap((setting) => overruled(source, sources, setting)));
    if (cases.length === 0 && transfers) problems.push(...strategyProblems(source, experiment));
    experiment.cases = cases.length > 0 ? cases : [{...experiment}];
  }
  const usable = experiment && problems.every(isWarning) ? deepFreeze(experiment) : undefined;
  return {experiment: usable, problems: relabel(sortProblems(unique(problems)), file), source};
}

/** Runs made before `widths` had a kind are of the published one; their specs have every other default filled in. */
function fillPublishedKind({data}: Source): void {
  if (!isRecord(data) || !isRecord(data.widths)) return;
  data.widths.slices ??= 'prefix';
  data.widths.norms ??= 'constant-count';
}

const loadOther: LoadOther = (spec) => load(spec, {}, {transfers: false});

/**
 * The experiment, and the case of it, that another takes its strategy from; undefined where it takes none. Throws a
 * ProblemError (exit 2) where what the spec names has gone or changed since.
 */
export function transferOf(taker: Experiment): Transfer | undefined {
  const found = findTransfer(taker, loadOther);
  if (found && 'code' in found) throw new ProblemError(found, {exitCode: EXIT.usage});
  return found;
}

/** What is wrong with where an experiment's strategy comes from, seen before anything is run. */
function strategyProblems(source: Source, taker: Experiment): Problem[] {
  const transfer = findTransfer(taker, loadOther);
  if (transfer && 'code' in transfer) return [locate(source, '/search/from', transfer)];
  const shared = sharedNoise(taker, transfer?.searched ?? taker);
  if (!shared) return [];
  const pointer = source.origins.has('/evaluate/seed') || transfer ? '/evaluate/seed' : '/search/seed';
  return [locate(source, pointer, shared)];
}

const experimentOf = (source: Source, file: string, variant: string): Experiment & {cases: Experiment[]} => {
  const data = source.data as Experiment;
  return {
    ...data,
    name: data.name ?? basename(file).replace(/\.ya?ml$/, ''),
    file: resolve(file),
    variant,
    point: {},
    cases: [],
  };
};

/** What is wrong in all variants is said once. */
const unique = (problems: Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];

function sweptWrong(source: Source): Problem[] {
  const lists = listsOf((source.data as {sweep?: unknown}).sweep);
  return sweepProblems(lists ?? {}).map(({key, problem}) =>
    locate(source, `/sweep${key && `/${key}`}`, problem, {atKey: true}),
  );
}

function repeatedNames(source: Source, {variants}: Experiment, cases: readonly {name: string}[]): Problem[] {
  const repeated = variants.flatMap(({name}, index) =>
    variants.findIndex((one) => one.name === name) === index
      ? []
      : [locate(source, `/variants/${index}/name`, {code: 'variant', message: `two variants are called ${name}`})],
  );
  const both = cases.find(({name}, index) => cases.findIndex((one) => one.name === name) < index);
  if (repeated.length > 0 || !both) return repeated;
  const message = `a point of the sweep in two variants would be called ${both.name}`;
  return [locate(source, '/variants', {code: 'variant', message, suggestion: 'rename one of the variants'})];
}

/** A run folder called after its spec's file has to be a folder of its own, whose name can be read. */
const fileNameProblems = ({data}: Source, {name, file}: Experiment): Problem[] =>
  (data as Partial<Experiment>).name !== undefined || /^[^./\p{C}][^/\p{C}]{0,63}$/u.test(name)
    ? []
    : [
        {
          code: 'bad-name',
          file,
          message: `no run can be called after this file, ${JSON.stringify(name)}`,
          suggestion: 'give the spec a name',
        },
      ];

export interface RequireOptions extends LoadOptions {
  /** What has to be there. */
  needs?: readonly Need[];
  /** What `onWarning` hears of where it is not there: for those who only look at the spec. */
  wants?: readonly Need[];
  /** Gets what is no reason to stop. */
  onWarning?: (warning: Problem) => void;
}

/** As loadSpec, but throws the problems (exit 2), also those of missing files that it `needs`. */
export function requireSpec(file: string, options: RequireOptions = {}): Experiment {
  const {experiment, problems, source} = loadSpec(file, options);
  if (!experiment) throw new ProblemError(problems, {exitCode: EXIT.usage});
  if (options.needs) {
    const missing = missingFiles(experiment, source, options.needs);
    if (missing.length > 0) throw new ProblemError(relabel(missing, file), {exitCode: EXIT.usage});
  }
  const {onWarning, wants = []} = options;
  if (onWarning) [...problems, ...wanting(experiment, {file, source, wants})].forEach(onWarning);
  return experiment;
}

/** That no variant and no point of a sweep has what was set: each has its own. */
function overruled(source: Source, variants: readonly VariantSource[], setting: string): Problem[] {
  const path = setting.slice(0, setting.indexOf('='));
  const pointer = pointerOf(path.split('.'));
  const isSet = ({origins}: Source): boolean =>
    [...origins].some(([key, {file}]) => `${key}/`.startsWith(`${pointer}/`) && file === `--set ${setting}`);
  if (/^\/(variants|sweep)(\/|$)/.test(pointer) || !isSet(source) || variants.some((one) => isSet(one.source)))
    return [];
  const message = `--set ${setting} changes nothing: every variant, or the sweep, has another value`;
  return [{code: 'bad-setting', severity: 'warning', message, path}];
}

/** Missing files as warnings. */
export const wanting = (
  experiment: Experiment,
  {file, source, wants}: {file: string; source: Source; wants: readonly Need[]},
): Problem[] =>
  relabel(missingFiles(experiment, source, wants), file).map((problem) => ({...problem, severity: 'warning'}));

const sortProblems = (problems: Problem[]): Problem[] =>
  [...problems].sort(
    (a, b) =>
      (a.file ?? '').localeCompare(b.file ?? '') || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );

const pointerOf = (keys: readonly string[]): string => `/${keys.map(escaped).join('/')}`;

function applySetting(source: Source, setting: string): Problem[] {
  const at = setting.indexOf('=');
  const keys = setting.slice(0, at).split('.');
  const refuse = (message: string, suggestion?: string): Problem => ({
    code: 'bad-setting',
    message: `--set ${setting}${message}`,
    ...(suggestion === undefined ? {} : {suggestion}),
  });
  if (at < 1 || keys.some((key) => key === '' || key === '__proto__')) {
    return [refuse(' is not of the form path.to.key=value')];
  }
  if (keys[0] === 'extends')
    return [
      refuse(
        ': a spec is extended by a file, not by a setting',
        'write a spec with the line `extends: ../experiments/quickstart.yaml`, or whichever file is meant',
      ),
    ];
  let document: Document;
  let value: unknown;
  try {
    document = parseDocument(setting.slice(at + 1));
    if (document.errors[0]) throw document.errors[0];
    value = withoutCircles(document.toJS());
  } catch (error) {
    return [refuse(`: ${messageOf(error).split('\n')[0]}`)];
  }
  // An empty shell variable leaves nothing behind the sign, which YAML reads as null.
  if (value === null && !(document.contents as Scalar | null)?.source)
    return [
      refuse(
        ' has no value',
        `write ${keys.join('.')}=null to go back to the default, or ${keys.join('.')}='""' for an empty text`,
      ),
    ];
  const origin = {file: `--set ${setting}`, value: 0, key: 0};
  let node = source.data as Record<string, unknown>;
  for (const [level, key] of keys.slice(0, -1).entries()) {
    const next = Object.hasOwn(node, key) ? node[key] : undefined;
    if (next === undefined || next === null) {
      node[key] = {};
      source.origins.set(pointerOf(keys.slice(0, level + 1)), origin);
    } else if (typeof next !== 'object') return [refuse(`: ${key} is not a map`)];
    node = node[key] as Record<string, unknown>;
  }
  const last = keys.at(-1)!;
  if (takesOut(node, last, value)) delete node[last];
  else node[last] = value;
  // What the command line says is no longer where the file says it.
  const pointer = pointerOf(keys);
  for (const known of [...source.origins.keys()])
    if (known === pointer || known.startsWith(`${pointer}/`)) source.origins.delete(known);
  noteOrigins(document.contents, value, pointer, origin, source.origins);
  return [];
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const item of Object.values(value)) deepFreeze(item);
  }
  return value;
}
