/**
 * The one training loop: steps, checkpoints, a log, and a stop at the first loss that is not finite. What is trained is a
 * set of recorded programs whose state is flat vectors.
 */
import {join} from 'node:path';
import {cutBack} from '../../commit.js';
import type {Programs} from '../../engine/programs.js';
import {type Tensor, tf} from '../../engine/tf.js';
import type {FlatLayout, NamedShape} from '../../models/flatLayout.js';
import {ProblemError} from '../../problem.js';
import {type Checkpoint, newestCheckpoint, writeCheckpoint} from '../../store/checkpoints.js';
import {appendLine, sizeOf} from '../../store/files.js';
import {trainingFiles} from '../../store/runFolder.js';
import {adamFactors} from '../../training/step.js';
import type {StageContext} from '../context.js';
import {encodeFlat, readFlat} from '../weights.js';
import {EventLog} from './events.js';

/** What one optimizer step found. */
export interface StepResult {
  /** By width, or whatever the losses are of. */
  losses: Record<string, number>;
  /** Norm of the gradient before it was clipped. */
  norm: number;
}

/** What is trained. */
export interface Trainee {
  /** Its state has the vectors `weights`, `average`, `first` and `second`, each as long as the layout. */
  programs: Programs;
  layout: FlatLayout<NamedShape>;
  /** Weights to start from. */
  initial(): Float32Array;
  /** Does step 1, 2, … with a learning rate. What it draws depends on the step's number alone. */
  step(step: number, learningRate: number): Promise<StepResult> | StepResult;
}

export interface LoopOptions {
  /** Optimizer steps in all. */
  iterations: number;
  learningRate(step: number): number;
  checkpointEvery: number;
  /** What a checkpoint's averaged weights say of themselves. */
  metadata?: Record<string, string>;
  /** Where it goes on; undefined at the start. See `lastCheckpoint`. */
  checkpoint: Checkpoint | undefined;
  /** What to do when the loss is not finite. */
  remedy: string;
  /** What is trained, in the progress line; nothing where the stage says it. */
  label?: string;
  /** More for the progress line. */
  detail?(): string;
  /** Hears of every step after it was saved. */
  after?(step: number): Promise<void>;
}

/** Files of the state's vectors in a checkpoint. */
const FILES = {weights: 'weights', average: 'ema', first: 'first', second: 'second'} as const;
/** Steps between lines of the log and of progress. */
const LOG_EVERY = 10;

/** The newest whole checkpoint of a training; reading it checks every byte, so it is looked for once. */
export const lastCheckpoint = ({folder, warn}: StageContext<unknown>): Checkpoint | undefined =>
  newestCheckpoint(trainingFiles(folder).checkpoints, warn);

/** Trains from a checkpoint, or from the start, to the end. */
export async function trainingLoop(
  context: StageContext<unknown>,
  trainee: Trainee,
  options: LoopOptions,
): Promise<void> {
  const {iterations, label, checkpoint} = options;
  const {checkpoints, log, events} = trainingFiles(context.folder);
  const done = checkpoint?.step ?? 0;
  restore(trainee, checkpoint?.folder);
  cutBack(log, checkpoint?.facts.logBytes ?? 0);
  const curves = new EventLog(events, done + 1);
  const prefix = label ? `${label}, ` : '';
  for (let step = done + 1; step <= iterations; step++) {
    const rate = options.learningRate(step);
    const {losses, norm} = await trainee.step(step, rate);
    const values = Object.values(losses);
    if (!values.every(Number.isFinite) || !Number.isFinite(norm)) {
      throw new ProblemError({
        code: 'non-finite-loss',
        message: `the loss of step ${step} is not finite (${prefix}losses ${values.join(', ')}, gradient norm ${norm}); the last good checkpoint is kept`,
        suggestion: `${options.remedy}, then run again`,
      });
    }
    if (step % LOG_EVERY === 0 || step === iterations) {
      appendLine(log, {step, rate, norm, losses});
      curves.scalars(step, curvesOf({rate, norm, losses}));
      const detail = [label, options.detail?.()].filter(Boolean).join(', ');
      context.report({done: step, total: iterations, unit: 'steps', losses, ...(detail ? {detail} : {})});
    }
    const stopping = await context.stopping();
    if (stopping || step % options.checkpointEvery === 0 || step === iterations) {
      writeCheckpoint(checkpoints, step, {
        files: filesOf(trainee, options.metadata),
        facts: {logBytes: sizeOf(log)},
      });
    }
    await options.after?.(step);
    if (stopping) await context.breathe();
  }
}

/** What of a step TensorBoard shows, by tag: what stands before the first slash is a group. */
function curvesOf({rate, norm, losses}: {rate: number} & StepResult): Record<string, number> {
  const named = Object.entries(losses).map(([of, loss]) => [`loss/${of.replace('/', '_')}`, loss]);
  return {...Object.fromEntries(named), 'optimizer/learning_rate': rate, 'optimizer/gradient_norm': norm};
}

/** One call of a program `step` with one loss, whose optimizer takes `OPTIMIZER_INPUTS`. Disposes of `feeds`. */
export async function singleStep(
  programs: Programs,
  feeds: Record<string, Tensor>,
  {step, learningRate, decay}: {step: number; learningRate: number; decay: number},
): Promise<StepResult> {
  const {rate, correction} = adamFactors(learningRate, step);
  const inputs = {...feeds, rate: tf.scalar(rate), correction: tf.scalar(correction), decay: tf.scalar(decay)};
  const outputs = await programs.start('step', inputs);
  const [loss, norm] = [outputs.loss!.dataSync()[0]!, outputs.norm!.dataSync()[0]!];
  tf.dispose([inputs, outputs] as never);
  return {losses: {loss}, norm};
}

/** The present value of a vector of the state. */
export function vectorOf(programs: Programs, name: keyof typeof FILES): Float32Array {
  const tensor = programs.read(name);
  const data = tensor.dataSync() as Float32Array;
  tensor.dispose();
  return data;
}

const filesOf = ({programs, layout}: Trainee, metadata?: Record<string, string>): Record<string, Buffer> =>
  Object.fromEntries(
    (Object.entries(FILES) as [keyof typeof FILES, string][]).map(([name, file]) => [
      `${file}.safetensors`,
      encodeFlat(layout, vectorOf(programs, name), name === 'average' ? metadata : undefined),
    ]),
  );

function restore({programs, layout, initial}: Trainee, folder: string | undefined): void {
  const write = (name: string, data: Float32Array): void => {
    const tensor = tf.tensor1d(data);
    programs.write(name, tensor);
    tensor.dispose();
  };
  if (folder === undefined) {
    const weights = initial();
    write('weights', weights);
    write('average', weights);
    return;
  }
  for (const [name, file] of Object.entries(FILES)) write(name, readFlat(layout, join(folder, `${file}.safetensors`)));
}

export interface RateSettings {
  learningRate: number;
  /** Steps over which it rises linearly. */
  warmup: number;
  decay: 'none' | 'cosine';
  /** The step at which a cosine reaches zero. */
  end: number;
}

/** The learning rate of step 1, 2, … */
export function learningRateAt(step: number, {learningRate, warmup, decay, end}: RateSettings): number {
  const warm = warmup === 0 ? 1 : Math.min(1, step / warmup);
  const cool =
    decay === 'none' || step <= warmup
      ? 1
      : 0.5 * (1 + Math.cos((Math.PI * (step - warmup)) / Math.max(1, end - warmup)));
  return learningRate * warm * cool;
}
