/** Plain data against the schema, every complaint put into words and at its place. */
import {createRequire} from 'node:module';
import {join} from 'node:path';
import type {ErrorObject, ValidateFunction} from 'ajv/dist/2020.js';
import {WIDTHS} from '../models/width.js';
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

/** More than these nobody reads, and a text can be made to have any number. */
const MOST_ERRORS = 200;
/** Characters of a key that a message repeats. */
const MOST_SHOWN = 100;

const show = (value: unknown): string => {
  if (typeof value === 'object' && value !== null && Object.keys(value).length > MOST_SHOWN)
    return Array.isArray(value) ? 'a long list' : 'a large map';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

const NAME_FORM = 'a name as Slurm has them: letters, digits, dots, dashes and underscores';
/** What the patterns of the section `cluster` ask for. */
const CLUSTER_FORMS: Record<string, string> = {
  partition: NAME_FORM,
  account: NAME_FORM,
  gpuType: NAME_FORM,
  time: 'minutes, hours:minutes:seconds, or days-hours:minutes:seconds',
  memory: 'a whole number of megabytes, or one with K, M, G or T behind it',
  environment: 'NAME=value',
  options: 'an option of sbatch with two dashes, such as --qos=long',
};

function problemOf(source: Source, error: ErrorObject): Problem {
  const pointer = error.instancePath;
  const parts = pointer.split('/').slice(1).map(unescaped);
  const last = parts.at(-1);
  const key = last === undefined ? 'the spec' : /^\d+$/.test(last) ? `${parts.at(-2)}[${last}]` : last;
  const params = error.params as Record<string, unknown>;
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
          ...(nearest ? {suggestion: `did you mean ${nearest}?`} : {}),
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
      return locate(source, pointer, {
        code: 'unknown-value',
        message: `${key} is ${found}; allowed: ${allowed.join(', ')}`,
        allowed,
        ...(nearest ? {suggestion: `did you mean ${nearest}?`} : {}),
      });
    }
    case 'type':
      return locate(source, pointer, {
        code: 'wrong-type',
        message: `${key} is ${found}, but must be ${article(String(params.type))}`,
        allowed: [String(params.type)],
      });
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return locate(source, pointer, {
        code: 'out-of-range',
        message: `${key} is ${found}, but must be ${params.comparison} ${params.limit}`,
        allowed: [`${params.comparison} ${params.limit}`],
      });
    case 'pattern': {
      const form = parts[0] === 'cluster' ? CLUSTER_FORMS[parts[1]!] : undefined;
      if (form !== undefined)
        return locate(source, pointer, {code: 'bad-form', message: `${key} is ${found}, but must be ${form}`});
      return locate(source, pointer, {
        code: 'bad-name',
        message: `${key} is ${found}, but may hold only small letters, digits, dots, dashes and underscores${key === 'from' ? ', and a slash before a variant' : ''}`,
      });
    }
    case 'minItems':
    case 'maxItems':
    case 'uniqueItems':
    case 'multipleOf':
      return locate(source, pointer, {code: error.keyword, message: `${key} is ${found}, but ${error.message}`});
    default:
      throw new Error(`the schema's ${error.keyword} has no words here`);
  }
}

const article = (type: string): string =>
  type === 'integer' ? 'a whole number' : type === 'array' ? 'a list' : type === 'object' ? 'a map' : `a ${type}`;

/** The known name that fewest edits lead to, if few do. */
export function nearestOf(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  if (name.length > MOST_SHOWN) return best;
  let least = Math.max(2, Math.ceil(name.length / 2));
  for (const candidate of known) {
    const edits = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({length: b.length + 1}, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}
