/**
 * Writes what is generated: from the schema the types of a spec, its validator and its reference page, from the codes of
 * problems their list. `--check` only compares.
 */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Ajv2020} from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import {compile} from 'json-schema-to-typescript';
import {program} from '../src/cli/main.js';
import {packageRoot} from '../src/paths.js';
import {PROBLEM_CODES} from '../src/problem.js';

interface Node {
  type?: string;
  $ref?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  $defs?: Record<string, Node>;
}

const schema = JSON.parse(readFileSync(join(packageRoot, 'schema', 'experiment.schema.json'), 'utf8')) as Node;

/** After validation every key with a default is there. */
function withDefaultsRequired(node: Node): Node {
  const copy: Node = {...node};
  if (node.properties) {
    copy.properties = Object.fromEntries(
      Object.entries(node.properties).map(([key, value]) => [key, withDefaultsRequired(value)]),
    );
    const filled = Object.entries(node.properties).filter(([, value]) => value.default !== undefined);
    copy.required = [...new Set([...(node.required ?? []), ...filled.map(([key]) => key)])];
  }
  if (node.$defs)
    copy.$defs = Object.fromEntries(
      Object.entries(node.$defs).map(([key, value]) => [key, withDefaultsRequired(value)]),
    );
  return copy;
}

const kindOf = (node: Node): string =>
  node.enum
    ? node.enum.map((value) => `\`${JSON.stringify(value)}\``).join(' ')
    : node.items
      ? `list of ${kindOf(node.items)}`
      : (node.type ?? '');

function rangeOf(node: Node): string {
  const low =
    node.minimum !== undefined
      ? `≥ ${node.minimum}`
      : node.exclusiveMinimum !== undefined
        ? `> ${node.exclusiveMinimum}`
        : '';
  const high =
    node.maximum !== undefined
      ? `≤ ${node.maximum}`
      : node.exclusiveMaximum !== undefined
        ? `< ${node.exclusiveMaximum}`
        : '';
  return [low, high].filter(Boolean).join(', ');
}

function page(): string {
  const lines = [
    '# The spec, key by key',
    '',
    '<!-- Generated from schema/experiment.schema.json by `npm run generate`. -->',
    '',
    `${schema.description}`,
  ];
  const rows = (prefix: string, node: Node): void => {
    for (const [key, given] of Object.entries(node.properties ?? {})) {
      if (given.$ref && given.default === undefined) {
        lines.push(
          `| \`${prefix}${key}\` | map | | – | Like \`search.${key}\`, whose value is used if this is left out. |`,
        );
        continue;
      }
      const value = given.$ref ? {...schema.$defs![given.$ref.split('/').at(-1)!]!, default: given.default} : given;
      if (value.properties) rows(`${prefix}${key}.`, value);
      else if (value.items?.properties) rows(`${prefix}${key}[].`, value.items);
      else {
        const fallback =
          value.default === undefined
            ? node.required?.includes(key)
              ? '**required**'
              : '–'
            : `\`${JSON.stringify(value.default)}\``;
        lines.push(
          `| \`${prefix}${key}\` | ${kindOf(value)} | ${rangeOf(value)} | ${fallback} | ${value.description ?? ''} |`,
        );
      }
    }
  };
  const header = ['', '| key | kind | range | default | |', '|---|---|---|---|---|'];
  const top = Object.entries(schema.properties!);
  lines.push('', '## At the top', ...header);
  rows('', {...schema, properties: Object.fromEntries(top.filter(([, node]) => !node.properties))});
  for (const [key, node] of top.filter(([, node]) => node.properties)) {
    lines.push('', `## ${key}`, '', node.description ?? '', ...header);
    rows(`${key}.`, node);
  }
  return `${lines.join('\n')}\n`;
}

const types = await compile(withDefaultsRequired(schema) as never, 'Experiment', {
  bannerComment: '/* Generated from schema/experiment.schema.json by `npm run generate`. */',
  additionalProperties: false,
});
/** The compiled validator: compiling it at every start would take longer than all the rest of `validate`. */
function validator(): string {
  const ajv = new Ajv2020({
    ...{allErrors: true, useDefaults: true, verbose: true, strictTuples: false, allowUnionTypes: true},
    code: {source: true, lines: true},
  });
  return `/* Generated from schema/experiment.schema.json by \`npm run generate\`. */\n${standalone.default(ajv, ajv.compile(schema))}\n`;
}

/** The codes that `--json` gives, for scripts that read it. */
const problems = (): string => `# Codes of problems

<!-- Generated from src/problem.ts by \`npm run generate\`. -->

Every problem that a command reports under \`--json\` has one of these as its \`code\`, and \`"severity": "warning"\` where it is no reason to stop.

| code | what is wrong |
|---|---|
${Object.entries(PROBLEM_CODES)
  .map(([code, meaning]) => `| \`${code}\` | ${meaning} |`)
  .join('\n')}
`;

/** Every command with its arguments and options, as `--help` has them. */
function commands(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);
  const sections = program.commands.map((command) => {
    const options = command.options.map(
      ({flags, description, defaultValue, argChoices}) =>
        `| \`${cell(flags)}\` | ${cell(description)}${argChoices ? ` (${argChoices.join(', ')})` : ''} | ${
          defaultValue === undefined || (Array.isArray(defaultValue) && defaultValue.length === 0)
            ? ''
            : `\`${defaultValue}\``
        } |`,
    );
    const table = options.length > 0 ? ['', '| option | | default |', '|---|---|---|', ...options] : [];
    const usage = `ddsm ${command.name()} ${command.usage()}`;
    return ['', `## ${command.name()}`, '', `\`${usage}\``, '', `${capital(command.description())}.`, ...table].join(
      '\n',
    );
  });
  return `# Options, command by command

<!-- Generated from the commands themselves (src/cli/main.ts) by \`npm run generate\`. -->

What each command is for, exit codes and stopping: [commands.md](commands.md).
${sections.join('\n')}
`;
}

let stale = 0;
for (const [path, text] of [
  ['src/spec/experiment.generated.ts', types],
  ['schema/validator.generated.cjs', validator()],
  ['docs/spec.md', page()],
  ['docs/problems.md', problems()],
  ['docs/options.md', commands()],
] as const) {
  const file = join(packageRoot, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`${path} is stale: run \`npm run generate\``);
    stale = 1;
  } else writeFileSync(file, text);
}
process.exitCode = stale;
