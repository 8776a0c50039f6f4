/** A spec file → an Experiment, or every problem it has. The only place that reads raw YAML. */
import {existsSync} from 'node:fs';
import {basename, dirname, join, resolve} from 'node:path';
import {parse} from 'yaml';
import {EXIT, messageOf, type Problem, ProblemError} from '../problem.js';
import {allowedWidths, type Experiment} from './experiment.js';
import {missingFiles, type Need} from './missing.js';
import {semanticProblems} from './semantics.js';
import {locate, readSource, type Source, variantSources} from './source.js';
import {schemaProblems} from './validate.js';

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

/** Reads, merges, validates; reports all problems at once. Writes nothing. */
export function loadSpec(file: string, {set = [], past = false}: LoadOptions = {}): Loaded {
  const source = readSource(resolve(file));
  if (source.problems.length > 0) return {experiment: undefined, problems: relabel(source.problems, file), source};
  const problems = set.flatMap((setting) => applySetting(source, setting));
  const sources = problems.length === 0 ? variantSources(source) : [];
  if (problems.length === 0) problems.push(...schemaProblems(source));
  const experiment = problems.length === 0 ? experimentOf(source, file, '') : undefined;
  if (experiment) {
    problems.push(...semanticProblems(source, experiment, {past}), ...repeatedNames(source, experiment));
    const parts = sources.map(({name, source: one}) => {
      const found = schemaProblems(one);
      const part = experimentOf(one, file, name);
      if (found.length === 0) found.push(...semanticProblems(one, part, {past}));
      problems.push(...found);
      return {...part, name: experiment.name};
    });
    experiment.parts = parts.length > 0 ? parts : [{...experiment}];
  }
  if (experiment && !past) for (const part of experiment.parts) problems.push(...transferProblems(source, part));
  const usable = problems.length === 0 && experiment ? deepFreeze(experiment) : undefined;
  return {experiment: usable, problems: relabel(sortProblems(unique(problems)), file), source};
}

/** The spec that an experiment takes its strategy from. */
export const transferSpec = ({file, search}: Experiment): string | undefined =>
  search.from === undefined ? undefined : join(dirname(file), `${search.from}.yaml`);

/** What keeps another experiment's strategy from fitting: seen before either is run. */
function transferProblems(source: Source, part: Experiment): Problem[] {
  const spec = transferSpec(part);
  if (spec === undefined) return [];
  const problem = (message: string, suggestion?: string): Problem[] => [
    locate(source, '/search/from', {code: 'transfer', message, ...(suggestion ? {suggestion} : {})}),
  ];
  if (part.search.strategy !== undefined) return problem('search.from and search.strategy both name a strategy');
  if (resolve(spec) === part.file) return problem(`${part.name} cannot take a strategy from itself`);
  if (!existsSync(spec)) return problem(`there is no experiment ${part.search.from}: no file ${spec}`);
  const {experiment, problems} = loadSpec(spec);
  if (!experiment) return problem(`${part.search.from} is not a valid experiment: ${problems[0]!.message}`);
  if (experiment.parts[0]!.search.from !== undefined)
    return problem(
      `${part.search.from} has no search of its own: it takes its strategy from ${experiment.parts[0]!.search.from}`,
    );
  const {steps} = experiment.search.sampler;
  if (steps !== part.search.sampler.steps && !part.search.resample) {
    const message = `the strategy of ${part.search.from} has ${steps} steps; the sampler takes ${part.search.sampler.steps}`;
    return problem(message, 'search.resample: true stretches it');
  }
  const unknown = allowedWidths(experiment).find((width) => !part.widths.options.includes(width));
  return unknown ? problem(`${part.search.from} may choose width ${unknown}, which is not among widths.options`) : [];
}

const experimentOf = (source: Source, file: string, variant: string): Experiment & {parts: Experiment[]} => {
  const data = source.data as Experiment;
  return {
    ...data,
    name: data.name ?? basename(file).replace(/\.ya?ml$/, ''),
    file: resolve(file),
    variant,
    parts: [],
  };
};

/** What is wrong in all variants is said once. */
const unique = (problems: Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];

function repeatedNames(source: Source, {variants}: Experiment): Problem[] {
  return variants.flatMap(({name}, index) =>
    variants.findIndex((one) => one.name === name) === index
      ? []
      : [locate(source, `/variants/${index}/name`, {code: 'variant', message: `two variants are called ${name}`})],
  );
}

/** As loadSpec, but throws the problems (exit 2), also those of missing files that it `needs`. */
export function requireSpec(file: string, options: LoadOptions & {needs?: readonly Need[]} = {}): Experiment {
  const {experiment, problems, source} = loadSpec(file, options);
  if (!experiment) throw new ProblemError(problems, {exitCode: EXIT.usage});
  if (options.needs) {
    const missing = missingFiles(experiment, source, options.needs);
    if (missing.length > 0) throw new ProblemError(relabel(missing, file), {exitCode: EXIT.usage});
  }
  return experiment;
}

const sortProblems = (problems: Problem[]): Problem[] =>
  [...problems].sort(
    (a, b) =>
      (a.file ?? '').localeCompare(b.file ?? '') || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );

function applySetting(source: Source, setting: string): Problem[] {
  const at = setting.indexOf('=');
  const keys = setting.slice(0, at).split('.');
  if (at < 1 || keys.some((key) => key === '' || key === '__proto__')) {
    return [{code: 'bad-setting', message: `--set ${setting} is not of the form path.to.key=value`}];
  }
  let value: unknown;
  try {
    value = parse(setting.slice(at + 1));
  } catch (error) {
    return [{code: 'bad-setting', message: `--set ${setting}: ${messageOf(error).split('\n')[0]}`}];
  }
  let node = source.data as Record<string, unknown>;
  for (const key of keys.slice(0, -1)) {
    const next = Object.hasOwn(node, key) ? node[key] : undefined;
    if (next === undefined || next === null) node[key] = {};
    else if (typeof next !== 'object') return [{code: 'bad-setting', message: `--set ${setting}: ${key} is not a map`}];
    node = node[key] as Record<string, unknown>;
  }
  node[keys.at(-1)!] = value;
  // What the command line says is no longer where the file says it.
  const pointer = `/${keys.join('/')}`;
  for (const known of [...source.origins.keys()])
    if (known === pointer || known.startsWith(`${pointer}/`)) source.origins.delete(known);
  source.origins.set(pointer, {file: `--set ${setting}`, value: 0, key: 0});
  return [];
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const item of Object.values(value)) deepFreeze(item);
  }
  return value;
}
