/**
 * Whether the real TensorBoard shows one unbroken curve of a training that was killed twice: it is started on the event
 * files, and asked for the curve as its page asks. Prints the steps that it has.
 */
import {spawn} from 'node:child_process';
import {appendFileSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {EventLog} from '../src/stages/training/events.js';

const python = process.env.DDSM_PEER_PYTHON;
if (python === undefined) throw new Error('DDSM_PEER_PYTHON names no Python with bench/peers/requirements.txt');

const folder = mkdtempSync(join(tmpdir(), 'ddsm-tensorboard-'));
const path = join(folder, 'train', 'events.out.tfevents.0.ddsm');
const PORT = 16_006;
/** Steps that each attempt logs, after the checkpoint that it goes on from. */
const ATTEMPTS = [
  {checkpoint: 0, last: 80},
  {checkpoint: 50, last: 120},
  {checkpoint: 100, last: 200},
];
for (const {checkpoint, last} of ATTEMPTS) {
  const log = new EventLog(path, checkpoint + 1);
  for (let step = checkpoint + 10; step <= last; step += 10) log.scalars(step, {'loss/8_8': step + checkpoint / 1000});
  // What a kill leaves.
  appendFileSync(path, Buffer.from([9, 0, 0]));
}
const server = spawn(python, ['-m', 'tensorboard.main', '--logdir', folder, '--port', String(PORT)], {stdio: 'ignore'});
try {
  const points = await curve(`http://localhost:${PORT}/data/plugin/scalars/scalars?run=train&tag=loss%2F8_8`);
  const wanted = Array.from({length: 20}, (_, index) => 10 * (index + 1));
  const steps = points.map(([, step]) => step);
  // Of a step that was done twice, the later attempt's value.
  const values = points.map(([, step, value]) => value - step);
  const latest = wanted.map((step) => ATTEMPTS.findLast(({checkpoint}) => step > checkpoint)!.checkpoint / 1000);
  const unbroken =
    JSON.stringify(steps) === JSON.stringify(wanted) && values.every((one, at) => Math.abs(one - latest[at]!) < 1e-4);
  console.log(JSON.stringify({bench: 'tensorboard', attempts: ATTEMPTS.length, steps, unbroken}));
  process.exitCode = unbroken ? 0 : 1;
} finally {
  server.kill();
  rmSync(folder, {recursive: true, force: true});
}

/** Points [wall time, step, value], once TensorBoard has read them. */
async function curve(url: string): Promise<[number, number, number][]> {
  for (let attempt = 0; attempt < 120; attempt++) {
    await new Promise((next) => setTimeout(next, 500));
    const points = await fetch(url).then(
      (answer) => (answer.ok ? (answer.json() as Promise<[number, number, number][]>) : []),
      () => [],
    );
    if (points.length > 0) return points;
  }
  throw new Error('TensorBoard gave no curve within a minute');
}
