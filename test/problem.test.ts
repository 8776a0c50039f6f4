import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../src/paths.js';
import {PROBLEM_CODES} from '../src/problem.js';

const codes = Object.keys(PROBLEM_CODES);

test('PROBLEM_CODES are sorted, and each is raised somewhere', () => {
  assert.deepEqual(codes, [...codes].sort());
  const root = join(packageRoot, 'src');
  const text = readdirSync(root, {recursive: true})
    .map(String)
    .filter((file) => file.endsWith('.ts') && file !== 'problem.ts')
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  assert.deepEqual(
    codes.filter((code) => !text.includes(`'${code}'`)),
    [],
  );
});

test('every keyword of the schema that a value can fail has its words', () => {
  const words = readFileSync(join(packageRoot, 'src', 'spec', 'validate.ts'), 'utf8');
  const keywords = new Set<string>();
  const plain = [
    '$schema',
    '$id',
    '$ref',
    '$defs',
    'title',
    'description',
    'default',
    'properties',
    'patternProperties',
    'items',
  ];
  const walk = (node: Record<string, unknown>): void => {
    for (const [key, value] of Object.entries(node)) {
      if (!plain.includes(key)) keywords.add(key);
      if (['properties', 'patternProperties', '$defs'].includes(key))
        for (const one of Object.values(value as object)) walk(one);
      if (key === 'items') walk(value as Record<string, unknown>);
    }
  };
  walk(JSON.parse(readFileSync(join(packageRoot, 'schema', 'experiment.schema.json'), 'utf8')));
  assert.deepEqual(
    [...keywords].filter((keyword) => !words.includes(`case '${keyword}':`)),
    [],
  );
});
