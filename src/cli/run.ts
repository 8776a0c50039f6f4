/** `ddsm run`: does what the plan says, stage by stage, under listr2; survives being stopped anywhere. */
import {availableParallelism, totalmem} from 'node:os';
import {stringify} from 'yaml';
import {costAt} from '../models/cost.js';
import {describeRemedy, needsOf, remediesFor} from '../plan/fit.js';
import {EXIT, messageOf, ProblemError, usageError} from '../problem.js';
import {sayWhatChanged, watchFiles} from '../run/changes.js';
import {ClusterExecutor, requireNoOthers} from '../run/cluster.js';
import {requireSameDevice} from '../run/devices.js';
import {localExecutor, stageTasks} from '../run/execute.js';
import {type Grouping, openGrouping} from '../run/grouping.js';
import {healStages} from '../run/heal.js';
import {Journal} from '../run/journal.js';
import {runOnEnd} from '../run/onEnd.js';
import {dataHash, planFor, preparedFolder, runFolder} from '../run/plan.js';
import {deviceAtHand} from '../run/planDevice.js';
import {Pool} from '../run/pool.js';
import {prepareData, requireHeldOut} from '../run/prepared.js';
import {Session} from '../run/session.js';
import {shareStages} from '../run/share.js';
import {expectationOf, learnFrom} from '../run/speeds.js';
import {type StageState, stageStates, withInputs} from '../run/states.js';
import {withTransfers} from '../run/transfers.js';
import {ensureRuntime} from '../runtime/binding.js';
import {type FoundDevice, wantedDevice} from '../runtime/device.js';
import {type Experiment, networkOf, settled} from '../spec/experiment.js';
import {requireSpec, transferOf} from '../spec/load.js';
import {GOAL, isStage, STAGES, type StageName} from '../stages/index.js';
import {writeFileDurably} from '../store/files.js';
import {takeLock} from '../store/lock.js';
import {runFiles} from '../store/runFolder.js';
import {sweep} from '../temporary.js';
import {computeEnvironment} from '../workers/environment.js';
import {clusterFor, clusterSettings, printScripts, sayWhatGoesOn} from './cluster.js';
import {displayIn, isTerminal, runTasks} from './list.js';
import {note, showWarning} from './output.js';
import {finish} from './results.js';
import {shellWord} from './terminal.js';

interface Options {
  set: string[];
  until?: string;
  runs: string;
  plain?: boolean;
  json?: boolean;
  workers?: number;
  executor: 'local' | 'slurm';
  plan?: boolean;
}

/** What of an experiment is run: stages up to one, or one with all that it needs. */
type Scope = {until: StageName} | {only: string};

/** What a spec must have to be run. */
const NEEDS = ['data', 'weights'] as const;

export async function run(specs: string[], options: Options): Promise<void> {
  const until = options.until ?? GOAL;
  if (!isStage(until)) {
    const allowed = STAGES.map(({name}) => name);
    const suggestion = `its stages: ${allowed.join(', ')}`;
    throw usageError({code: 'unknown-stage', message: `there is no stage ${until}`, allowed, suggestion});
  }
  if (options.plan && options.executor === 'local')
    throw usageError({
      code: 'usage',
      message: '--plan shows what is submitted to a cluster',
      suggestion: 'npx ddsm plan SPEC shows what a run on this machine would do',
    });
  const experiments = specs.map((spec) => requireSpec(spec, {set: options.set, needs: NEEDS, onWarning: showWarning}));
  requireOwnFolders(experiments);
  const pool = new Pool();
  const command = {specs, options, pool};
  try {
    for (const experiment of experiments) {
      await runWithSources(experiment, command, until);
      if (process.exitCode) return;
    }
  } finally {
    pool.close();
  }
}

/** Throws a ProblemError where the run of one spec would take the place of another's. */
function requireOwnFolders(experiments: readonly Experiment[]): void {
  const files = new Map<string, string>();
  for (const {name, file} of experiments) {
    const other = files.get(name);
    if (other !== undefined) throw sameName(name, file, other);
    files.set(name, file);
  }
  // A source may be named, too: it is done once.
  for (const {cases} of experiments)
    for (const transfer of cases.map(transferOf)) {
      if (!transfer) continue;
      const {name, file} = transfer.experiment;
      const other = files.get(name) ?? file;
      if (other !== file) throw sameName(name, file, other);
      files.set(name, file);
    }
}

const sameName = (name: string, file: string, other: string): ProblemError =>
  usageError({
    code: 'same-name',
    file,
    message: other === file ? `${file} is named twice` : `this experiment and that of ${other} are both called ${name}`,
    suggestion:
      other === file
        ? 'name it once'
        : 'they would share one run folder: give one of them another name, or run them with different --runs',
  });

/** What all runs of one command share. */
interface Command {
  specs: readonly string[];
  options: Options;
  pool: Pool;
}

/** Runs one spec, or shows what would be submitted: first the searches that its strategy is taken from, where they are missing. */
async function runWithSources(experiment: Experiment, command: Command, until: StageName): Promise<void> {
  const {runs, plan} = command.options;
  // What is set is set for this spec, not for theirs.
  const {missing, experiment: found} = withTransfers(experiment, runs);
  const first = orderOf(until) < orderOf('search') ? [] : missing;
  for (const {spec, stage} of first) {
    const source = requireSpec(spec, {needs: NEEDS});
    const own = command.options.set.length > 0 ? `; --set is for ${experiment.name} alone` : '';
    note(`${experiment.name} takes its strategy from ${source.name}, which has not been searched yet${own}`);
    if (plan) await showPlan(source, command.options, {only: stage});
    else await runOne(source, command, {only: stage});
    if (process.exitCode) return;
  }
  const own = first.length > 0 ? withTransfers(experiment, runs).experiment : found;
  if (plan) await showPlan(own, command.options, {until});
  else await runWithEnd(own, command, {until});
}

/** Prints what would be submitted. */
function showPlan(experiment: Experiment, {runs}: Options, scope: Scope): Promise<void> {
  const folder = runFolder(runs, experiment);
  const states = stageStates(folder, planFor(experiment, runs));
  const chosen = withInputs(states, (stage) => isChosen(scope, stage));
  return printScripts(experiment, chosen, folder);
}

/** As runOne; then runs the command that the spec wants at the end, however it came. */
async function runWithEnd(experiment: Experiment, command: Command, scope: Scope): Promise<void> {
  const began = performance.now();
  const end = (state: 'done' | 'failed' | 'stopped', message?: string): void => {
    const run = runFolder(command.options.runs, experiment);
    const seconds = (performance.now() - began) / 1000;
    runOnEnd(experiment, {run, state, seconds, ...(message === undefined ? {} : {message})}, note);
  };
  try {
    await runOne(experiment, command, scope);
  } catch (error) {
    // Where another process has the run, nothing has ended.
    if (!(error instanceof ProblemError && error.exitCode === EXIT.resumable)) end('failed', messageOf(error));
    throw error;
  }
  end(process.exitCode ? 'stopped' : 'done');
}

const orderOf = (name: string): number => STAGES.findIndex((stage) => stage.name === name);

const isChosen = (scope: Scope, {name, id}: StageState): boolean =>
  'only' in scope ? id === scope.only : orderOf(name) <= orderOf(scope.until);

async function runOne(experiment: Experiment, {specs, options, pool}: Command, scope: Scope): Promise<void> {
  const {runs, json = false} = options;
  const folder = runFolder(runs, experiment);
  const onCluster = options.executor === 'slurm';
  const plain = options.plain === true || json || !isTerminal();
  const release = takeLock(folder, note);
  const session = new Session({
    run: folder,
    note,
    pool,
    ...(onCluster ? {stopping: 'leaving; jobs that were submitted go on'} : {}),
  });
  try {
    const journal = new Journal(folder);
    const hash = dataHash(experiment, runs);
    const plan = planFor(experiment, runs, {data: hash});
    await requireNoOthers(folder, onCluster ? stageStates(folder, plan) : undefined);
    // Jobs of this plan may be writing: each looks after its own stage.
    if (!onCluster) {
      sweep(folder, {owned: true});
      healStages(folder, plan, note);
    }
    const states = stageStates(folder, plan);
    const chosen = withInputs(states, (stage) => isChosen(scope, stage));
    writeFileDurably(runFiles(folder).spec, stringify(settled(experiment)));
    const stages = shareStages(folder, chosen, {runs, journal, log: note});
    sayWhatChanged(folder, stages, note);
    await requireHeldOut(stages, note);
    const data = preparedFolder(experiment, runs, hash);
    const settings = onCluster ? await clusterSettings(experiment, {run: folder, stages}) : experiment.cluster;
    let grouping: Grouping | undefined;
    if (stages.some(({state}) => state !== 'done')) {
      // What jobs compute with is fetched here, where there is a network; their nodes look at their devices themselves.
      if (onCluster) ensureRuntime(note, settings.gpus ? {variant: 'gpu'} : {});
      else {
        grouping = openGrouping(computeEnvironment(networkOf(experiment), availableParallelism(), experiment), {
          workers: options.workers,
          macs: costAt(networkOf(experiment), '8/8').macs,
          devices: experiment.train.devices,
          note,
          warn: showWarning,
          accept: (found) => requireSameDevice(folder, stages, {found, wanted: wantedDevice(), note}),
        });
        session.use(grouping);
        noteArithmetic(experiment, session.devices[0]!);
        noteMemory(
          stages.filter(({state}) => state !== 'done'),
          session.devices[0]!.found,
        );
      }
      const isStopping = (): boolean => session.signal !== undefined;
      if (stages.some(({state, readsData}) => state !== 'done' && readsData))
        await prepareData(experiment, data, {
          runs,
          plain,
          isStopping,
          note,
          display: displayIn({title: 'Prepare the data', plain}),
        });
    }
    const keepGoing = experiment.cases.length > 1;
    const expected =
      onCluster || session.devices.length === 0 ? undefined : expectedOf(experiment, {folder, stages, session});
    const executor = onCluster
      ? clusterFor(experiment, {settings, run: folder, data, session, plain, note})
      : localExecutor({
          run: folder,
          data,
          session,
          journal,
          plain,
          note,
          watch: watchFiles(experiment, plan, {runs, data: hash, note}),
        });
    try {
      if (executor instanceof ClusterExecutor) await executor.submitAll(stages);
      const tasks = stageTasks(stages, executor, {keepGoing});
      await runTasks(
        tasks.map(({id, title, work}) => ({id, title, task: work})),
        {plain, concurrent: onCluster ? tasks.length : (grouping?.stages ?? 1)},
      );
    } finally {
      if (executor instanceof ClusterExecutor) sayWhatGoesOn(executor, stages, commandOf(specs, options));
    }
    if (session.signal) {
      process.exitCode = session.signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
      if (!onCluster) note(`stopped; everything is saved. Continue with:\n  ${commandOf(specs, options)}`);
      return;
    }
    if ('until' in scope) await finish(experiment, {folder, plan, json});
    // The plan knows nothing of other numbers of processes.
    const error = expected && options.workers === undefined ? learnFrom(folder, expected) : undefined;
    if (error !== undefined) note(error);
  } finally {
    session.close();
    release();
  }
}

/** What the plan says of the stages that this machine is about to compute. */
function expectedOf(
  experiment: Experiment,
  {folder, stages, session}: {folder: string; stages: readonly StageState[]; session: Session},
): ReturnType<typeof expectationOf> | undefined {
  const {precision, tf32} = experiment;
  const {macs} = costAt(networkOf(experiment), '8/8');
  const {settled: here, found} = session.devices[0]!;
  const device = deviceAtHand({precision, tf32, macs}, here);
  // Several GPUs are none that a plan knows.
  return session.devices.length === 1 && found.name === device.name
    ? expectationOf(folder, stages, {device, networkMacs: macs})
    : undefined;
}

/** Says beforehand what will not fit the device's memory, and which setting makes it fit. */
function noteMemory(stages: readonly StageState[], {kind, name, gpu}: FoundDevice): void {
  const available = kind === 'cpu' ? totalmem() : gpu?.memoryBytes;
  if (available === undefined) return;
  for (const remedy of remediesFor(needsOf(stages), available)) note(describeRemedy(remedy, {name, available}));
}

/** The command that continues. */
function commandOf(specs: readonly string[], {set, runs, until, executor}: Options): string {
  const wanted = wantedDevice();
  const more = [
    ...set.map((one) => `--set ${shellWord(one)}`),
    ...(runs === 'runs' ? [] : [`--runs ${shellWord(runs)}`]),
  ];
  if (wanted !== 'auto') more.push(`--device ${wanted}`);
  if (until !== undefined) more.push(`--until ${until}`);
  if (executor !== 'local') more.push(`--executor ${executor}`);
  return ['npx ddsm run', ...specs.map(shellWord), ...more].join(' ');
}

/** What float32 means on a GPU that has TF32, which is not what it means elsewhere. */
function noteArithmetic({precision, tf32}: Experiment, {found, verdict}: Grouping['devices'][number]): void {
  if (found.kind !== 'gpu' || precision !== 'float32' || !(verdict.arithmetic === 'tf32' || !tf32)) return;
  const [state, other] =
    verdict.arithmetic === 'tf32'
      ? ['TF32 (10 bits of mantissa)', 'tf32=false for all 23']
      : ['full float32', 'tf32=true for TF32, where the GPU has it'];
  note(`convolutions and matrix products run in ${state}; --set ${other}`);
}
