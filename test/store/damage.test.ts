/** A file of a run that is cut short, or has a bit that is not what was written, is healed or named: never a wrong table. */
import assert from 'node:assert/strict';
import {cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {prepare, preparedFault} from '../../src/data/prepare.js';
import {ProblemError} from '../../src/problem.js';
import {runStages} from './tinyRun.js';

// Memory, where there is such a disk: what is synced there costs nothing.
const scratch = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'ddsm-damage-'));
after(() => rmSync(scratch, {recursive: true}));
/** Bits that are flipped in each file. */
const FLIPS = 4;

/** Everything that is done to a file: what it is called, and what is left. */
function* damages(bytes: Buffer): Generator<[string, Buffer]> {
  for (const size of new Set([0, Math.floor(bytes.length / 2), bytes.length - 2]))
    if (size >= 0 && size < bytes.length) yield [`cut to ${size} bytes`, bytes.subarray(0, size)];
  for (let flip = 0; flip < Math.min(FLIPS, bytes.length); flip++) {
    const at = Math.floor(((bytes.length - 1) * flip) / (FLIPS - 1));
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1 << (flip % 8);
    yield [`bit ${flip % 8} of byte ${at} flipped`, changed];
  }
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .sort();

/** Damages every file of a run in every way, and runs it again. */
function damageAll(whole: string, table: string): {cases: number; named: number; wrong: string[]} {
  const found = {cases: 0, named: 0, wrong: [] as string[]};
  // Features of rows have sums of their own: test/stages/measure.test.ts.
  for (const file of filesIn(whole).filter((name) => !name.endsWith('.features'))) {
    for (const [what, bytes] of damages(readFileSync(join(whole, file)))) {
      const copy = join(scratch, `copy-${found.cases++}`);
      cpSync(whole, copy, {recursive: true});
      writeFileSync(join(copy, file), bytes);
      try {
        runStages(copy);
        const made = readFileSync(join(copy, 'tiny', 'tables', 'results.csv'), 'utf8');
        if (made !== table) found.wrong.push(`${file}, ${what}: another table`);
      } catch (error) {
        if (error instanceof ProblemError && error.problems.every(({suggestion}) => suggestion)) found.named++;
        else found.wrong.push(`${file}, ${what}: ${error}`);
      }
      rmSync(copy, {recursive: true});
    }
  }
  return found;
}

for (const state of ['finished', 'evaluating'] as const) {
  test(`a run that is ${state}, with any of its files damaged, makes the same table or says what to do`, (context) => {
    const whole = join(scratch, state);
    mkdirSync(whole);
    runStages(whole);
    const table = readFileSync(join(whole, 'tiny', 'tables', 'results.csv'), 'utf8');
    if (state === 'evaluating')
      for (const name of ['tables', 'evaluate']) rmSync(join(whole, 'tiny', name), {recursive: true});
    const {cases, named, wrong} = damageAll(whole, table);
    context.diagnostic(`${cases} damages: ${named} named, ${cases - named - wrong.length} healed`);
    assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} of ${cases}`);
  });
}

test('prepared data with any of its files damaged is prepared again or refused', async (context) => {
  const folder = join(scratch, 'digits');
  const settings = {kind: 'digits', split: 'train', resolution: 8, channels: 1, resize: 'lanczos'} as const;
  const make = (): ReturnType<typeof prepare> =>
    prepare({...settings, limit: 40, badFiles: 'skip'}, folder, {report() {}, log() {}, isStopping: () => false});
  await make();
  const files = new Map(filesIn(folder).map((name) => [name, readFileSync(join(folder, name))]));
  let cases = 0;
  for (const [name, bytes] of files) {
    if (name === 'preview.png') continue;
    for (const [what, damaged] of damages(bytes)) {
      cases++;
      writeFileSync(join(folder, name), damaged);
      const manifest = (await make())!;
      if (preparedFault(folder, manifest) === undefined)
        for (const [other, before] of files)
          assert.deepEqual(readFileSync(join(folder, other)), before, `${other}: ${what}`);
      else assert.deepEqual(readFileSync(join(folder, name)), damaged, `${name}: ${what}`);
      rmSync(folder, {recursive: true});
      mkdirSync(folder);
      for (const [other, before] of files) writeFileSync(join(folder, other), before);
    }
  }
  context.diagnostic(`${cases} damages`);
});
