/** Every state that a kill or a power cut can leave a run in continues to the bytes of an undisturbed one. */
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {CUTS, type Cut, Recording, restore, stateAfter} from './recording.js';
import {PARTS, type Part, resultsIn} from './tinyRun.js';

/** How many states a part continues from; all of them with DDSM_FULL. */
const MOST_STATES: Record<Part, number> = {stages: 120, prepare: 15, sharing: 30};

// Memory, where there is such a disk: what is synced there costs nothing.
const scratch = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'ddsm-replay-'));
after(() => rmSync(scratch, {recursive: true}));

for (const part of Object.keys(PARTS) as Part[]) {
  test(`${part}: continues from every state to the same bytes`, async (context) => {
    const root = join(scratch, part);
    mkdirSync(root);
    const recording = new Recording(root);
    await recording.record(() => PARTS[part](root));
    const {operations} = recording;
    const durable = stateAfter(operations, operations.length, 'nothing');
    for (const [path, bytes] of stateAfter(operations, operations.length, 'killed'))
      assert.deepEqual(durable.get(path), bytes, `${path} is durable at the end`);
    const wanted = resultsIn(root);
    const states = new Map<string, {count: number; cut: Cut}>();
    for (let count = 0; count <= operations.length; count++) {
      for (const cut of CUTS) {
        const hash = createHash('sha256');
        for (const [path, bytes] of stateAfter(operations, count, cut)) hash.update(`${path}\0`).update(bytes ?? '/');
        const key = hash.digest('hex');
        if (!states.has(key)) states.set(key, {count, cut});
      }
    }
    const all = [...states.values()];
    const every = process.env.DDSM_FULL ? 1 : Math.ceil(all.length / MOST_STATES[part]);
    const chosen = all.filter((_, index) => index % every === 0);
    const wrong: string[] = [];
    for (const [index, {count, cut}] of chosen.entries()) {
      const folder = join(scratch, `${part}-${index}`);
      restore(stateAfter(operations, count, cut), folder);
      const where = `after ${count} of ${operations.length} (${operations[count - 1]?.what}), ${cut}`;
      try {
        await PARTS[part](folder);
        assert.deepEqual(resultsIn(folder), wanted);
      } catch (error) {
        wrong.push(`${where}: ${error instanceof Error ? error.message : error}`);
      }
      rmSync(folder, {recursive: true});
    }
    context.diagnostic(
      `${operations.length} operations, ${all.length} different states, ${chosen.length} continued from`,
    );
    assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} states`);
  });
}
