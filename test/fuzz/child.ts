/** The process that fuzzes; its parent watches it. Its working folder is the scratch folder. */
import {fuzz, type LoopOptions} from './loop.js';
import {TARGETS} from './targets/index.js';

const [names, executions, seed] = process.argv.slice(2);
/** A message a batch would be too many. */
const INTERVAL_MS = 500;
/** Executions of a slice. */
const SLICE = 300;

for (const name of names!.split(',')) {
  const target = TARGETS.find((one) => one.name === name)!;
  let last = 0;
  const alive: LoopOptions['alive'] = (done) => {
    if (performance.now() - last < INTERVAL_MS) return;
    last = performance.now();
    process.send!({target: name, executions: done});
  };
  const wanted = executions === 'slice' ? (target.slice ?? SLICE) : Number(executions);
  const outcome = await fuzz(target, {executions: wanted, seed: Number(seed), scratch: process.cwd(), alive});
  await new Promise((sent) => process.send!({target: name, executions: outcome.executions, outcome}, sent));
}
// A target may have left a process of its own, which is waited for otherwise.
process.exit();
