import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, relative, resolve} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../src/paths.js';

/** Which folder may import which; files directly in src/ may be imported by all. See docs/architecture.md. */
const MAY_IMPORT: Record<string, string[]> = {
  cli: [
    'cluster',
    'run',
    'spec',
    'plan',
    'stages',
    'workers',
    'tables',
    'report',
    'store',
    'runtime',
    'models',
    'diffusion',
    'weights',
    'convert',
    'metrics',
    'data',
  ],
  run: ['cluster', 'workers', 'stages', 'plan', 'spec', 'models', 'diffusion', 'tables', 'data', 'store', 'runtime'],
  cluster: ['spec'],
  workers: ['stages', 'runtime', 'engine', 'models'],
  stages: [
    'methods',
    'spec',
    'plan',
    'engine',
    'models',
    'diffusion',
    'training',
    'metrics',
    'search',
    'data',
    'weights',
    'convert',
    'store',
    'tables',
  ],
  methods: ['spec', 'models'],
  plan: ['spec', 'models'],
  spec: ['models', 'diffusion', 'search', 'convert', 'weights', 'store'],
  tables: ['report', 'store'],
  report: [],
  convert: ['models', 'diffusion', 'weights'],
  models: ['engine'],
  diffusion: ['engine'],
  metrics: ['engine'],
  training: ['engine', 'models', 'diffusion'],
  search: [],
  engine: ['runtime'],
  data: ['weights', 'runtime', 'store'],
  weights: [],
  store: ['weights', 'models', 'search'],
  runtime: [],
};
/** Packages and Node modules that only these folders may use. */
const OUTSIDE: Record<string, string[]> = {
  yaml: ['spec', 'cli'],
  ajv: ['spec'],
  listr2: ['cli'],
  commander: ['cli'],
  'csv-stringify': ['tables'],
  fflate: ['weights', 'convert', 'metrics'],
  yauzl: ['weights'],
  'csv-parse': ['tables'],
  vega: ['report'],
  'vega-lite': ['report'],
  sharp: ['data', 'stages', 'report'],
  '@tensorflow': ['engine', 'runtime'],
};
const NO_NODE = ['models', 'diffusion', 'training', 'metrics', 'search'];

const root = join(packageRoot, 'src');
const files = readdirSync(root, {recursive: true})
  .map(String)
  .filter((file) => file.endsWith('.ts'));
const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from\s|import\()\s*'([^']+)'/g)].map((match) => match[1]!);
const folderOf = (file: string): string => (file.includes('/') ? file.split('/')[0]! : '');

test('every import follows the table of folders', () => {
  const wrong: string[] = [];
  for (const file of files) {
    const folder = folderOf(file);
    if (folder && !(folder in MAY_IMPORT)) wrong.push(`${file}: the folder ${folder} is not in the table`);
    for (const name of importsOf(file)) {
      if (name.startsWith('.')) {
        const target = folderOf(relative(root, resolve(root, dirname(file), name)));
        if (target && folder && target !== folder && !MAY_IMPORT[folder]!.includes(target))
          wrong.push(`${file} imports ${name}`);
      } else if (name.startsWith('node:')) {
        if (NO_NODE.includes(folder)) wrong.push(`${file} imports ${name}`);
      } else {
        const owners = OUTSIDE[name.startsWith('@') ? name.split('/')[0]! : name.split('/')[0]!];
        if (!owners?.includes(folder)) wrong.push(`${file} imports ${name}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

test('no two files import each other, however far around', () => {
  const graph = new Map(
    files.map((file) => [
      file,
      // Types alone make no cycle when running.
      [...readFileSync(join(root, file), 'utf8').matchAll(/^(?:import|export) (?!type )[^;]*?from '(\.[^']+)'/gm)].map(
        (match) => relative(root, resolve(root, dirname(file), match[1]!)).replace(/\.js$/, '.ts'),
      ),
    ]),
  );
  const visit = (file: string, path: string[]): void => {
    assert.ok(!path.includes(file), `a circle: ${[...path, file].join(' → ')}`);
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
  };
  for (const file of files) visit(file, []);
});

/** What of node:fs only reads. */
const READS =
  /^(type \w+|existsSync|readFileSync|readdirSync|statSync|lstatSync|fstatSync|readSync|readlinkSync|realpathSync|openSync|closeSync|readFile|open|constants)$/;
/** Where everything is written. */
const WRITERS = ['commit.ts', 'temporary.ts'];

test('what is written goes through src/commit.ts: nobody else calls node:fs to write', () => {
  const wrong: string[] = [];
  for (const file of files) {
    if (WRITERS.includes(file)) continue;
    const text = readFileSync(join(root, file), 'utf8');
    for (const [whole, names] of text.matchAll(/import\s+([^;]*?)\s+from '(?:node:)?fs(?:\/promises)?'/g)) {
      const all = /^(?:type )?\{([^}]*)\}$/
        .exec(names!)?.[1]
        ?.split(',')
        .map((name) => name.trim());
      if (!all) wrong.push(`${file}: ${whole}`);
      else wrong.push(...all.filter((name) => name !== '' && !READS.test(name)).map((name) => `${file}: ${name}`));
    }
    if (/(?:import|require)\(\s*'(?:node:)?fs[^)]*\)(?!\.(?:readFileSync|existsSync)\b)/.test(text))
      wrong.push(`${file}: loads fs by a call`);
    for (const [call] of text.matchAll(/\bopenSync\([^;]*?\)/g))
      if (!/, 'r'\)$/.test(call)) wrong.push(`${file}: ${call}`);
    for (const [call] of text.matchAll(/await open\([^;]*?\)/g))
      if (!/, constants\.O_RDONLY( \| constants\.O_NONBLOCK)?\)$/.test(call)) wrong.push(`${file}: ${call}`);
  }
  assert.deepEqual(wrong, []);
});

test('nothing is exported that nobody imports', () => {
  const project = join(root, '..');
  const sources = ['src', 'bench', 'scripts', 'test'].flatMap((folder) =>
    readdirSync(join(project, folder), {recursive: true})
      .map(String)
      .filter((file) => /\.(ts|mjs)$/.test(file) && !file.includes('.generated.'))
      .map((file) => join(project, folder, file)),
  );
  /** In how many files each word stands. */
  const uses = new Map<string, number>();
  const exported: [file: string, name: string][] = [];
  for (const path of sources) {
    const text = readFileSync(path, 'utf8');
    for (const word of new Set(text.match(/[A-Za-z_]\w*/g))) uses.set(word, (uses.get(word) ?? 0) + 1);
    for (const [, name] of text.matchAll(/^export (?:async )?(?:const|function\*?|class) (\w+)/gm))
      exported.push([relative(project, path), name!]);
  }
  assert.deepEqual(
    exported.filter(([, name]) => uses.get(name) === 1).map(([file, name]) => `${file}: ${name}`),
    [],
  );
});
