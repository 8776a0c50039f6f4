/** The compute process: runs one stage after another, as told by its parent; dies with it. */
import {messageOf, type Problem, ProblemError} from '../problem.js';
import type {FromWorker, Progress, ToWorker} from './messages.js';

const send = (message: FromWorker): void => {
  process.send?.(message);
};
// The parent decides what a signal means; a terminal sends it to both.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('disconnect', () => process.exit(1));

let stopping = false;
const parent = process.ppid;

const problemsOf = (error: unknown): Problem[] =>
  error instanceof ProblemError
    ? error.problems
    : [
        {
          code: 'failed',
          message: messageOf(error),
          ...(process.env.DDSM_DEBUG && error instanceof Error ? {suggestion: error.stack ?? ''} : {}),
        },
      ];

/** Does what a message asks for and answers how it ended. */
async function perform(message: Exclude<ToWorker, {type: 'stop'}>): Promise<void> {
  const {Stopped} = await import('../stages/context.js');
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  try {
    if (message.type === 'stage') await runStage(message);
    else if (message.type === 'sample')
      await (await import('../stages/sample.js')).runSample(message.job, {report, isStopping});
    else {
      const {runDistance} = await import('../stages/distance.js');
      send({type: 'done', report: await runDistance(message.job, {report, isStopping}), seconds: seconds()});
      return;
    }
    send({type: 'done', seconds: seconds()});
  } catch (error) {
    if (error instanceof Stopped) send({type: 'stopped', seconds: seconds()});
    else send({type: 'failed', problems: problemsOf(error), seconds: seconds()});
  }
}

const report = (progress: Progress): void => send({type: 'progress', progress});

function isStopping(): boolean {
  // A parent that was killed has lost its lock: nothing may be written any more.
  if (process.ppid !== parent) process.exit(1);
  return stopping;
}

let keeper: import('../stages/context.js').Keeper | undefined;

async function runStage({name, run, folders, data, experiment}: ToWorker & {type: 'stage'}): Promise<void> {
  const {Keeper, stageContext} = await import('../stages/context.js');
  keeper ??= new Keeper();
  const stage = await stageOf(name);
  const warn = (line: string): void => send({type: 'warning', line});
  await stage(stageContext({experiment, run, folders, data, report, warn, isStopping, keeper}));
}

async function stageOf(name: (ToWorker & {type: 'stage'})['name']) {
  switch (name) {
    case 'classifier':
      return (await import('../stages/classifier.js')).runClassifier;
    case 'reference':
      return (await import('../stages/reference.js')).runReference;
    case 'latents':
      return (await import('../stages/latents.js')).runLatents;
    case 'train':
      return (await import('../stages/train.js')).runTrain;
    case 'baseline':
      return (await import('../stages/train.js')).runBaseline;
    case 'prune':
      return (await import('../methods/diffPruning/stage.js')).runPrune;
    case 'search':
      return (await import('../stages/search.js')).runSearch;
    case 'evaluate':
      return (await import('../stages/evaluate.js')).runEvaluate;
  }
}

process.on('message', (message: ToWorker) => {
  if (message.type === 'stop') stopping = true;
  else void perform(message);
});

try {
  await import('../engine/tf.js');
  send({type: 'ready', tensorflow: '2.21.0', device: 'cpu'});
} catch (error) {
  send({type: 'failed', problems: problemsOf(error), seconds: 0});
}
