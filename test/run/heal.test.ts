import assert from 'node:assert/strict';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {healStages} from '../../src/run/heal.js';
import {readRecord} from '../../src/store/stageRecord.js';
import {PLAN, runStages} from '../store/tinyRun.js';

function made(): {run: string; heal(): string[]} {
  const runs = mkdtempSync(join(tmpdir(), 'ddsm-heal-'));
  runStages(runs);
  const run = join(runs, 'tiny');
  return {
    run,
    heal() {
      const lines: string[] = [];
      healStages(run, PLAN, (line) => lines.push(line));
      return lines;
    },
  };
}

test('healStages() has nothing to say of a sound run', () => {
  assert.deepEqual(made().heal(), []);
});

test('healStages() takes away what is not what a finished stage made, says so, and lets the stage go on', () => {
  const {run, heal} = made();
  appendFileSync(join(run, 'evaluate', 'results.json'), ' ');
  rmSync(join(run, 'search', 'strategy.json'));
  assert.deepEqual(heal(), [
    'search: strategy.json has changed since being written: made again',
    'evaluate: results.json has changed since being written: made again',
  ]);
  assert.ok(!existsSync(join(run, 'evaluate', 'results.json')));
  assert.deepEqual(
    ['train', 'search', 'evaluate'].map((id) => readRecord(run, id)?.done),
    [true, false, false],
  );
});

test('healStages() knows a folder whose record is lost by the journal, and keeps what is of other settings', () => {
  const {run, heal} = made();
  writeFileSync(join(run, 'train', 'stage.json'), '{"key": "tor');
  assert.match(heal().join(), /train: its record stage\.json cannot be read; the journal says/);
  assert.deepEqual([readRecord(run, 'train')?.key, readRecord(run, 'train')?.done], [PLAN.stages[0]!.key, false]);
  rmSync(join(run, 'train', 'stage.json'));
  rmSync(join(run, 'journal.jsonl'));
  const log = readFileSync(join(run, 'train', 'log.jsonl'), 'utf8');
  assert.match(heal().join(), /is kept in .*attic\/train-unknown/);
  assert.equal(readFileSync(join(run, 'attic', 'train-unknown', 'log.jsonl'), 'utf8'), log);
  assert.ok(!existsSync(join(run, 'train')));
});

test('healStages() leaves a folder alone that a job is just beginning', () => {
  const {run, heal} = made();
  rmSync(join(run, 'train'), {recursive: true});
  mkdirSync(join(run, 'train'));
  writeFileSync(join(run, 'train', '.stage.json.node.12.ddsm-tmp'), '{');
  assert.deepEqual(heal(), []);
  assert.deepEqual(readdirSync(join(run, 'train')), ['.stage.json.node.12.ddsm-tmp']);
});
