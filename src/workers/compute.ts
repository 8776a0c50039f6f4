/** The compute process: does one job after another, as told by its parent; dies with it. */
import {type Problem, ProblemError, problemsOf} from '../problem.js';
import {TENSORFLOW_VERSION} from '../runtime/release.js';
import {Keeper, Stopped, stageContext, type Watch, watchOf} from '../stages/context.js';
import {STAGES} from '../stages/index.js';
import {Dealing} from './dealing.js';
import type {DistanceReport, FromWorker, Job, ToWorker, Unit} from './messages.js';

const send = (message: FromWorker): void => {
  process.send?.(message);
};
// The parent decides what a signal means; a terminal sends it to both.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('disconnect', () => process.exit(1));

let stopping = false;
const parent = process.ppid;

const watch: Watch = watchOf({
  report: (progress) => send({type: 'progress', progress}),
  warn: (line) => send({type: 'warning', line}),
  isStopping() {
    // A parent that was killed has lost its lock: nothing may be written any more.
    if (process.ppid !== parent) process.exit(1);
    return stopping;
  },
});
const keeper = new Keeper();
const dealing = new Dealing(send);

/** As problemsOf, with the stack of what nobody foresaw where that is asked for. */
function explain(error: unknown): Problem[] {
  const problems = problemsOf(error);
  if (!process.env.DDSM_DEBUG || error instanceof ProblemError || !(error instanceof Error)) return problems;
  return problems.map((problem) => ({...problem, suggestion: error.stack ?? ''}));
}

/** Work that is answered once, at its end. */
type Work = Extract<ToWorker, {type: 'stage' | 'sample' | 'distance'}>;

/** Does what a message asks for and answers how it ended. */
async function perform(message: Work): Promise<void> {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  try {
    const report = await workOf(message);
    send(report ? {type: 'done', seconds: seconds(), report} : {type: 'done', seconds: seconds()});
  } catch (error) {
    if (error instanceof Stopped) send({type: 'stopped', seconds: seconds()});
    else send({type: 'failed', problems: explain(error), seconds: seconds()});
  }
}

/** Does a unit and answers how it ended. */
async function performUnit(job: Job, unit: Unit): Promise<void> {
  try {
    await dealing.run(job, unit, {watch, keeper});
    send({type: 'unit-end', state: 'done'});
  } catch (error) {
    if (error instanceof Stopped) send({type: 'unit-end', state: 'stopped'});
    else send({type: 'unit-end', state: 'failed', problems: explain(error)});
  }
}

async function workOf(message: Work): Promise<DistanceReport | undefined> {
  switch (message.type) {
    case 'stage':
      await runStage(message.job);
      return undefined;
    case 'sample':
      await (await import('../stages/requests/sample.js')).runSample(message.job, watch);
      return undefined;
    case 'distance':
      return (await import('../stages/requests/distance.js')).runDistance(message.job, watch);
  }
}

async function runStage(job: Job): Promise<void> {
  const stage = STAGES.find(({name}) => name === job.stage);
  if (!stage) throw new RangeError(`there is no stage ${job.stage}`);
  dealing.rest();
  const run = await stage.load();
  await run(job.settings, job.inputs, stageContext<object>(job, watch, {keeper, units: dealing.handOut}));
}

process.on('message', (message: ToWorker) => {
  if (message.type === 'stop') stopping = true;
  else if (message.type === 'unit') void performUnit(message.job, message.unit);
  else if (message.type === 'units-progress') dealing.progress(message.share);
  else if (message.type === 'units-end')
    dealing.end(message.state === 'failed' ? new ProblemError(message.problems!) : message.state);
  else void perform(message);
});

try {
  const {deviceKind} = await import('../engine/device.js');
  send({type: 'ready', tensorflow: TENSORFLOW_VERSION, device: deviceKind()});
} catch (error) {
  send({type: 'failed', problems: explain(error), seconds: 0});
}
