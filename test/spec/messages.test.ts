import assert from 'node:assert/strict';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';
import {loadSpec} from '../../src/spec/load.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-messages-'));
const file = join(folder, 'spec.yaml');
const quickstart = `extends: ${join(packageRoot, 'experiments', 'quickstart.yaml')}\n`;

/** Each problem of a spec: its place, its message and what to do. */
function messages(text: string, set: readonly string[] = []): string[] {
  writeFileSync(file, text);
  return loadSpec(file, {set}).problems.map(({file: where = '', line, column, severity, message, suggestion}) => {
    const place = [where.replace(`${folder}/`, ''), line, column].filter((one) => one !== undefined).join(':');
    return `${place}: ${severity ? `${severity}: ` : ''}${message}${suggestion ? ` → ${suggestion}` : ''}`;
  });
}
const child = (text: string, set: readonly string[] = []): string[] => messages(quickstart + text, set);

test('a spec that is empty, and one that is no map, are named', () => {
  for (const text of ['', '# nothing\n', '---\n', 'name: x\n'])
    assert.deepEqual(messages(text), [
      'spec.yaml: the spec needs the key dataset',
      'spec.yaml: the spec needs the key model',
    ]);
  assert.deepEqual(messages('- a\n', ['a.b=3']), ['spec.yaml:1:1: a spec is a map of keys, and this is a list']);
  writeFileSync(join(folder, 'list.yaml'), '- a\n');
  assert.deepEqual(messages('extends: list.yaml\n'), ['list.yaml:1:1: a spec is a map of keys, and this is a list']);
});

test('what is wrong with a setting is said of the setting, never of the file', () => {
  for (const [setting, wrong] of [
    ['foo', 'a setting has the form path.to.key=value'],
    ['foo.bar=1', 'unknown key foo'],
    ['train.x.y=1', 'unknown key x in train'],
    ['train.batch.y=1', 'batch is not a map'],
    ['train=null', 'train is null, but must be a map'],
    [
      'dataset.split=test',
      'the embedded digits are one set without files of its own: there is no split test → leave dataset.split out',
    ],
  ])
    assert.deepEqual(child('', [setting!]), [`--set ${setting}: ${wrong}`]);
});

test('a setting without a value is refused, whatever it is for; null is a value', () => {
  for (const rest of ['', ' ', '# x']) {
    const [message] = child('', [`train.iterations=${rest}`]);
    assert.match(message!, /: the setting has no value → write train\.iterations=null to go back to the default/);
  }
  writeFileSync(file, quickstart);
  assert.equal(loadSpec(file, {set: ['train.iterations=null']}).experiment!.train.iterations, 450_000);
  assert.equal(loadSpec(file, {set: ["description=''"]}).experiment!.description, '');
});

test('settings that would change nothing are refused, or said', () => {
  for (const setting of ['extends=nowhere.yaml', 'extends.x=1'])
    assert.match(child('', [setting])[0]!, /^--set extends.*: a spec is extended by a file/);
  assert.match(child('', ['dataset.path=nowhere'])[0]!, /dataset\.path nowhere would not be read → set dataset\.kind/);
  const set = ['search.flopsWeight=4', 'search.images=32'];
  assert.deepEqual(child('sweep: {search.flopsWeight: [100, 250]}\n', set), [
    '--set search.flopsWeight=4: warning: the setting changes nothing: every variant, or the sweep, has another value',
  ]);
  assert.deepEqual(child('variants: [{name: a, search: {images: 8}}, {name: b}]\n', ['search.images=32']), []);
});
