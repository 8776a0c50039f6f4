/** Specs: YAML, its merging and its checks. */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {packageRoot} from '../../../src/paths.js';
import {isWarning, ProblemError} from '../../../src/problem.js';
import {loadSpec} from '../../../src/spec/load.js';
import type {Random} from '../random.js';
import {holds, type Target} from '../target.js';

const folder = join(packageRoot, 'experiments');
const schema = readFileSync(join(packageRoot, 'schema', 'experiment.schema.json'), 'utf8');
/** Every key and every allowed word of the schema. */
const WORDS = [...new Set([...schema.matchAll(/"(\w[\w/-]*)"/g)].map((match) => match[1]!))];
const MARKS = [
  '&a ',
  '*a',
  '<<: ',
  '!!js ',
  '? ',
  '- ',
  '[',
  '{',
  '|\n',
  '>\n',
  '\t',
  '\r\n',
  '\ufeff',
  '---\n',
  '# ',
  ': ',
];
const VALUES = [
  '~',
  '-1',
  '0',
  '.inf',
  '.nan',
  '1e999',
  '""',
  '[]',
  '{}',
  'true',
  '8/8',
  '__proto__: {a: 1}',
  '"\\e[31m"',
];

function makeYaml(random: Random, depth = 0): string {
  const indent = '  '.repeat(depth);
  let text = '';
  for (let left = 1 + random.below(4); left > 0; left--) {
    text += `${indent}${random.pick(WORDS)}:`;
    text +=
      depth < 3 && random.oneIn(3) ? `\n${makeYaml(random, depth + 1)}` : ` ${random.pick([...VALUES, ...WORDS])}\n`;
  }
  return text;
}

const lists = (levels: number): string =>
  `a0: &a0 [x, x]\n${Array.from({length: levels}, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join('')}`;

export const spec: Target = {
  name: 'spec',
  file: 'spec.yaml',
  slice: 150,
  largest: 1 << 13,
  small: 768,
  words: [...WORDS, ...MARKS, ...VALUES],
  seeds: () => [
    ...readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => Buffer.from(readFileSync(join(folder, name), 'utf8').replaceAll(/^#.*\n| +#.*$/gm, ''))),
    ...[
      '',
      '\ufeffdataset: {kind: digits, resolution: 8}\nmodel: {channels: 64, multipliers: [1], groups: 8}\n',
      'dataset: {kind: digits, resolution: 8}\r\nmodel: {channels: 64, multipliers: [1], groups: 8}\r\n',
      lists(30),
      '['.repeat(5_000),
      '{a: '.repeat(5_000),
      'a:\n'.repeat(3),
      '- '.repeat(5_000),
      `x: ${'!'.repeat(1000)}`,
      `${Array.from({length: 5_000}, (_, i) => `k${i}: 1\n`).join('')}`,
      'a: 1\n'.repeat(5_000),
      'extends: spec.yaml\n',
      'extends: /dev/zero\n',
      'extends: .\n',
      '__proto__: {polluted: true}\ndataset: {kind: digits}\n',
      'variants: [{name: a, __proto__: {polluted: true}}]\ndataset: {kind: digits, resolution: 8}\nmodel: {channels: 64, multipliers: [1], groups: 8}\n',
      '? [a, b]\n: 1\n',
      '"a\\u001b[2Jb": 1\n',
      `dataset: {kind: digits, resolution: 8}\nmodel: {channels: 64, multipliers: [1], groups: 8}\nsearch: {strategy: /dev/zero}\n`,
    ].map((text) => Buffer.from(text)),
  ],
  make: (random) => Buffer.from(makeYaml(random)),
  read(path) {
    const {experiment, problems} = loadSpec(path);
    holds(!Object.hasOwn(Object.prototype, 'polluted') && !('polluted' in {}), 'every object was changed');
    holds(experiment !== undefined || problems.some((one) => !isWarning(one)), 'neither an experiment nor a problem');
    if (experiment) {
      holds(Object.isFrozen(experiment) && experiment.cases.length > 0, 'an experiment without cases');
      holds(/^[^./\p{C}][^/\p{C}]*$/u.test(experiment.name), `the name ${JSON.stringify(experiment.name)}`);
      holds(Object.getPrototypeOf(experiment) === Object.prototype, 'an experiment that inherits');
    }
    if (problems.length > 0) throw new ProblemError(problems);
  },
};
