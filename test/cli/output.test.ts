import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, readdirSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {exportRun} from '../../src/cli/export.js';
import {importFile} from '../../src/cli/import.js';
import {init} from '../../src/cli/init.js';
import {report} from '../../src/cli/report.js';
import {tables} from '../../src/cli/tables.js';
import type {ProblemError} from '../../src/problem.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-output-'));
const at = (name: string): string => join(folder, name);
mkdirSync(at('taken.safetensors'));
mkdirSync(at('run'));
// What is looked at after the output would be refused for other reasons.
for (const name of ['file', 'weights.pt', 'run/experiment.yaml']) writeFileSync(at(name), '[');

const runs = folder;
const commands: Record<string, (out: string) => Promise<void> | void> = {
  report: (out) => report([at('run')], {runs, out}),
  import: (out) => importFile(at('weights.pt'), {out, weights: 'ema'}),
  export: (out) => exportRun(at('run'), {runs, out, weights: 'ema', network: 'supernet'}),
  tables: (out) => tables([at('run')], {runs, out}),
  init: (out) => init(at('run'), {out}),
};

for (const [name, command] of Object.entries(commands)) {
  test(`${name} looks at its output before anything else`, async () => {
    const refusal = async (out: string): Promise<string> => {
      let code = 'none';
      await assert.rejects(
        async () => command(out),
        (error: ProblemError) => {
          code = error.problems[0]!.code;
          return true;
        },
      );
      return code;
    };
    const before = readdirSync(folder, {recursive: true}).sort();
    assert.equal(await refusal(at(name === 'tables' ? 'file' : 'taken.safetensors')), 'bad-output');
    assert.equal(await refusal(at('file/in/it.safetensors')), 'write');
    assert.deepEqual(readdirSync(folder, {recursive: true}).sort(), before);
  });
}
