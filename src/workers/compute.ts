/** The compute process: runs one stage after another, as told by its parent; dies with it. */
import {messageOf, type Problem, ProblemError} from '../problem.js';
import type {FromWorker, ToWorker} from './messages.js';

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

async function runStage(message: ToWorker & {type: 'stage'}): Promise<void> {
  const {Stopped, stageContext} = await import('../stages/context.js');
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  try {
    const run = await stageOf(message.name);
    const context = stageContext({
      experiment: message.experiment,
      run: message.run,
      folders: message.folders,
      report: (progress) => send({type: 'progress', progress}),
      warn: (line) => send({type: 'warning', line}),
      isStopping: () => {
        // A parent that was killed has lost its lock: nothing may be written any more.
        if (process.ppid !== parent) process.exit(1);
        return stopping;
      },
    });
    await run(context);
    send({type: 'done', seconds: seconds()});
  } catch (error) {
    if (error instanceof Stopped) send({type: 'stopped', seconds: seconds()});
    else send({type: 'failed', problems: problemsOf(error), seconds: seconds()});
  }
}

async function stageOf(name: (ToWorker & {type: 'stage'})['name']) {
  switch (name) {
    case 'classifier':
      return (await import('../stages/classifier.js')).runClassifier;
    case 'train':
      return (await import('../stages/train.js')).runTrain;
    case 'baseline':
      return (await import('../stages/train.js')).runBaseline;
    case 'search':
      return (await import('../stages/search.js')).runSearch;
    case 'evaluate':
      return (await import('../stages/evaluate.js')).runEvaluate;
  }
}

process.on('message', (message: ToWorker) => {
  if (message.type === 'stop') stopping = true;
  else void runStage(message);
});

try {
  await import('../engine/tf.js');
  send({type: 'ready', tensorflow: '2.21.0', device: 'cpu'});
} catch (error) {
  send({type: 'failed', problems: problemsOf(error), seconds: 0});
}
