/** Plain data against the schema, every complaint put into words and at its place. */
import {createRequire} from 'node:module';
import {join} from 'node:path';
import type {ErrorObject, ValidateFunction} from 'ajv/dist/2020.js';
import {WIDTHS} from '../models/width.js';
import {nearestOf} from '../nearest.js';
import {packageRoot} from '../paths.js';
import type {Problem} from '../problem.js';
import {escaped, locate, type Source, unescaped} from './source.js';

interface SchemaNode {
  properties?: Record<string, SchemaNode>;
  patternProperties?: Record<string, SchemaNode>;
  $ref?: string;
  $defs?: Record<string, SchemaNode>;
}

/** What ajv makes of the schema, compiled beforehand by `npm run generate`. */
const check = createRequire(import.meta.url)(
  join(packageRoot, 'schema', 'validator.generated.cjs'),
) as ValidateFunction;

/** Fills in the defaults (in place) and returns what is wrong. */
export function schemaProblems(source: Source): Problem[] {
  if (check(source.data)) return [];
  const errors = (check.errors ?? []).filter(({keyword}) => keyword !== 'if');
  return errors.slice(0, MOST_ERRORS).map((error) => problemOf(source, error));
}

/** Takes numbers where text is wanted as they were written: `time: 90`, `account: 0012`. */
export function takeNumbersAsText({data, origins}: Source): void {
  if (check(structuredClone(data))) return;
  for (const {keyword, params, instancePath: pointer} of check.errors ?? []) {
    const text = keyword === 'type' && params.type === 'string' ? origins.get(pointer)?.text : undefined;
    if (text === undefined) continue;
    const keys = pointer.split('/').slice(1).map(unescaped);
    let node = data as Record<string, unknown>;
    for (const key of keys.slice(0, -1)) node = node[key] as Record<string, unknown>;
    node[keys.at(-1)!] = text;
  }
}

/** More than these nobody reads, and a text can be made to have any number. */
const MOST_ERRORS = 200;
/** Characters of a key that a message repeats. */
const MOST_SHOWN = 100;

const show = (value: unknown): string => {
  if (typeof value === 'object' && value !== null && Object.keys(value).length > MOST_SHOWN)
    return Array.isArray(value) ? 'a long list' : 'a large map';
  if (typeof value === 'number' && !Number.isFinite(value))
    return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

/** What to do about a value that is missing, and no inherited one to take out. */
const NULL = 'write a value, or leave the key out: nothing and ~ are null';
const NAME = 'may hold only small letters, digits, dots, dashes and underscores, such as cifar10-ddim';
const SLURM_NAME = 'must be a name as Slurm has them: letters, digits, dots, dashes and underscores, such as gpu-long';
/** What each pattern of the schema asks for, by its key; items of a list have their list's. */
export const FORMS: Readonly<Record<string, string>> = {
  name: NAME,
  'dataset.name': NAME,
  'variants.name': NAME,
  'search.from':
    'may hold only small letters, digits, dots, dashes and underscores, and a slash before a variant, such as celeba64-ddim/ddim-100',
  'search.keep': 'must be a number with B, kB, MB, GB or TB behind it, or 0 for none, such as 20 GB',
  'cluster.partition': SLURM_NAME,
  'cluster.account': SLURM_NAME,
  'cluster.gpuType': SLURM_NAME,
  'cluster.time':
    'must be minutes, hours:minutes:seconds or days-hours:minutes:seconds, such as 90, 08:00:00 or 2-12:00:00',
  'cluster.memory': 'must be a whole number of megabytes, or one with K, M, G or T behind it, such as 32G',
  'cluster.environment': 'must be a variable with its value, such as NAME=value',
  'cluster.options': 'must be an option of sbatch with two dashes, such as --qos=long',
};

/** Where a value belongs that stands at the wrong key: kernel distance and the like are scores beside the metric. */
function placeOf(path: string, value: unknown): string | undefined {
  if (path === 'evaluate.metric' && /^(kid|is|sfid|precision|recall|precision-recall)$/i.test(String(value))) {
    const score = /^(precision|recall)$/i.test(String(value)) ? 'precision-recall' : String(value).toLowerCase();
    return `${score} is a score beside the metric: evaluate.metric: fid with evaluate.scores: [${score}]`;
  }
  if (path === 'evaluate.scores' && /^(fid|frechet)$/i.test(String(value)))
    return `${value} is a metric: evaluate.metric: ${String(value).toLowerCase()}`;
  return undefined;
}

function problemOf(source: Source, error: ErrorObject): Problem {
  const pointer = error.instancePath;
  const parts = pointer.split('/').slice(1).map(unescaped);
  const last = parts.at(-1);
  const key = last === undefined ? 'the spec' : /^\d+$/.test(last) ? `${parts.at(-2)}[${last}]` : last;
  const params = error.params as Record<string, unknown>;
  /** The key without places in lists. */
  const path = parts.filter((part) => !/^\d+$/.test(part)).join('.');
  const found = show(error.data);
  switch (error.keyword) {
    case 'additionalProperties': {
      const unknown = String(params.additionalProperty);
      const {properties, patternProperties = {}} = error.parentSchema as SchemaNode;
      // Keys that a pattern allows are widths.
      const known = properties
        ? Object.keys(properties)
        : WIDTHS.filter((one) => Object.keys(patternProperties).some((pattern) => new RegExp(pattern).test(one)));
      const nearest = nearestOf(unknown, known);
      const name = unknown.length > MOST_SHOWN ? `${unknown.slice(0, MOST_SHOWN)}…` : unknown;
      return locate(
        source,
        `${pointer}/${escaped(unknown)}`,
        {
          code: 'unknown-key',
          message: `unknown key ${name}${pointer ? ` in ${pointer.slice(1).replaceAll('/', '.')}` : ''}`,
          allowed: known,
          ...(unknown === '<<'
            ? {suggestion: 'YAML 1.2 has no merge keys: write the keys out, or start from another spec with extends'}
            : nearest
              ? {suggestion: `did you mean ${nearest}?`}
              : {}),
        },
        {atKey: true},
      );
    }
    case 'required':
      return locate(
        source,
        pointer,
        {
          code: 'missing-key',
          message: `${pointer ? pointer.slice(1).replaceAll('/', '.') : 'the spec'} needs the key ${params.missingProperty}`,
        },
        {atKey: true},
      );
    case 'enum': {
      const allowed = (params.allowedValues as unknown[]).map(String);
      const nearest = nearestOf(String(error.data), allowed);
      const suggestion =
        error.data === null ? NULL : (placeOf(path, error.data) ?? (nearest && `did you mean ${nearest}?`));
      return locate(source, pointer, {
        code: 'unknown-value',
        message: `${key} is ${found}; allowed: ${allowed.join(', ')}`,
        allowed,
        ...(suggestion ? {suggestion} : {}),
      });
    }
    case 'type': {
      const types = [params.type].flat().map(String);
      // JSON has neither .nan nor .inf.
      const wanted = typeof error.data === 'number' && types.includes('number') ? 'a finite number' : kindsOf(types);
      return locate(source, pointer, {
        code: 'wrong-type',
        message: `${key} is ${found}, but must be ${wanted}`,
        allowed: types,
        ...(error.data === null ? {suggestion: NULL} : {}),
      });
    }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return locate(source, pointer, {
        code: 'out-of-range',
        message: `${key} is ${found}, but must be ${params.comparison} ${params.limit}`,
        allowed: [`${params.comparison} ${params.limit}`],
      });
    case 'pattern':
      return locate(source, pointer, {
        code: parts[0] === 'cluster' || path === 'search.keep' ? 'bad-form' : 'bad-name',
        message: `${key} is ${found}, but ${FORMS[path]}`,
      });
    case 'minItems':
    case 'maxItems':
    case 'uniqueItems':
    case 'multipleOf':
      return locate(source, pointer, {code: error.keyword, message: `${key} is ${found}, but ${error.message}`});
    default:
      throw new Error(`the schema's ${error.keyword} has no words here`);
  }
}

const KINDS: Record<string, string> = {integer: 'a whole number', array: 'a list', object: 'a map'};
const kindsOf = (types: readonly string[]): string => types.map((type) => KINDS[type] ?? `a ${type}`).join(' or ');
