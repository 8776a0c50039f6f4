/**
 * A scheduler that lies on purpose: sbatch, squeue, sacct, scancel, scontrol and sinfo over a folder of files, without a daemon.
 * Every call moves things on. A job that could not be started is held until it is released. `faults.json` names what goes wrong next, by command: each is used up once.
 */
import {spawn} from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const COMMANDS = ['sbatch', 'squeue', 'sacct', 'scancel', 'scontrol', 'sinfo'];

/**
 * What goes wrong: `silent` (nothing happens, and no answer), `lose` (it happens, and no answer), `twice` (it happens twice,
 * and no answer), `refuse`, `hide` (an answer without any job); of `start`, `fail` (the node does not start the job).
 */
export type Fault = 'silent' | 'lose' | 'twice' | 'refuse' | 'hide' | 'fail' | 'none';

export interface FakeJob {
  id: number;
  name: string;
  state: string;
  reason: string;
  args: string[];
  script: string;
  folder: string;
  output: string;
  after: number[];
  restarts: number;
  /** Whether it is to go back into the queue when its process ends. */
  requeued: boolean;
  pid?: number;
  /** Of a task: its number in which array. */
  task?: {array: number; index: number};
}

/** As the commands call it: `12`, or `12_3`. */
export const numberOf = ({id, task}: FakeJob): string => (task ? `${task.array}_${task.index}` : String(id));

/** Puts the commands into `folder`/bin, to be put on PATH, and returns the environment with which they work. */
export function installFake(folder: string): NodeJS.ProcessEnv {
  const bin = join(folder, 'bin');
  mkdirSync(join(folder, 'jobs'), {recursive: true});
  mkdirSync(bin, {recursive: true});
  for (const command of COMMANDS) {
    const file = join(bin, command);
    writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${fileURLToPath(import.meta.url)}' ${command} "$@"\n`);
    chmodSync(file, 0o755);
  }
  return {PATH: `${bin}:${process.env.PATH}`, FAKE_SLURM: folder};
}

export const jobsOf = (folder: string): FakeJob[] =>
  readdirSync(join(folder, 'jobs'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, 'jobs', name), 'utf8')) as FakeJob)
    .sort((a, b) => a.id - b.id);

export const setFaults = (folder: string, faults: Record<string, Fault[]>): void =>
  writeFileSync(join(folder, 'faults.json'), JSON.stringify(faults));

/** Everything that was asked, a line a call. */
export const callsOf = (folder: string): string[] =>
  existsSync(join(folder, 'calls.log')) ? readFileSync(join(folder, 'calls.log'), 'utf8').trim().split('\n') : [];

const root = process.env.FAKE_SLURM ?? '';
const HELD = 'launch_failed_requeued_held';
const OVER = /^(COMPLETED|FAILED|CANCELLED|TIMEOUT|NODE_FAIL)$/;

function save(job: FakeJob): void {
  const path = join(root, 'jobs', `${job.id}.json`);
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(job));
  renameSync(`${path}.${process.pid}`, path);
}

/** Does something while no other call does. */
function alone<T>(work: () => T): T {
  const lock = join(root, 'lock');
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
  try {
    return work();
  } finally {
    rmdirSync(lock);
  }
}

function faultOf(command: string): Fault {
  const path = join(root, 'faults.json');
  if (!existsSync(path)) return 'none';
  const faults = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Fault[]>;
  const fault = faults[command]?.shift() ?? 'none';
  writeFileSync(path, JSON.stringify(faults));
  return fault;
}

/** Starts what may start, and drops what never will. */
function tick(): void {
  const all = jobsOf(root);
  if (existsSync(join(root, 'held'))) return;
  const isHeld = ({task, reason}: FakeJob): boolean =>
    reason === HELD || (task !== undefined && existsSync(join(root, 'held-tasks')));
  for (const job of all.filter((one) => one.state === 'PENDING' && !isHeld(one))) {
    const isSingle = option(job.args, 'dependency')?.includes('singleton');
    const before = all.filter(({id, name}) => isSingle && name === job.name && id < job.id);
    const inputs = job.after.map((id) => all.find((one) => one.id === id)!);
    if (inputs.some(({state}) => OVER.test(state) && state !== 'COMPLETED')) {
      save({...job, state: 'CANCELLED', reason: 'DependencyNeverSatisfied'});
      job.state = 'CANCELLED';
    } else if (before.some(({state}) => !OVER.test(state)) || inputs.some(({state}) => state !== 'COMPLETED'))
      save({...job, reason: 'Dependency'});
    else if (faultOf('start') === 'fail') save({...job, reason: HELD, restarts: job.restarts + 1});
    else {
      spawn(process.execPath, [fileURLToPath(import.meta.url), 'execute', numberOf(job)], {
        detached: true,
        stdio: 'ignore',
      }).unref();
      job.state = 'RUNNING';
      save({...job, reason: 'None'});
    }
  }
}

const jobOf = (id: string): FakeJob | undefined => jobsOf(root).find((one) => numberOf(one) === id);

/** Runs a job's script to its end. */
function execute(id: string): void {
  const job = jobOf(id)!;
  const [array, index] = id.split('_');
  const output = job.output
    .replace('%j', id)
    .replace('%A', array!)
    .replace('%a', index ?? '');
  const log = openSync(join(job.folder, output), 'a');
  const child = spawn('bash', [job.script], {
    cwd: job.folder,
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      SLURM_JOB_ID: String(job.id),
      ...(index === undefined ? {} : {SLURM_ARRAY_JOB_ID: array, SLURM_ARRAY_TASK_ID: index}),
      SLURMD_NODENAME: 'node1',
      ...(job.restarts > 0 ? {SLURM_RESTART_COUNT: String(job.restarts)} : {}),
    },
  });
  alone(() => save({...jobOf(id)!, pid: child.pid!}));
  child.on('exit', (code) =>
    alone(() => {
      const {pid: _, ...now} = jobOf(id)!;
      if (now.requeued)
        save({...now, state: 'PENDING', reason: 'BeginTime', requeued: false, restarts: now.restarts + 1});
      else if (now.state === 'COMPLETING') save({...now, state: 'CANCELLED'});
      else save({...now, state: code === 0 ? 'COMPLETED' : 'FAILED'});
      tick();
    }),
  );
}

const option = (args: readonly string[], name: string): string | undefined =>
  args.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);

function enter(args: string[]): number {
  const first = Math.max(0, ...jobsOf(root).map((one) => one.id)) + 1;
  const tasks = Number(/^1-(\d+)$/.exec(option(args, 'array') ?? '')?.[1] ?? 0);
  if (tasks === 0) enterOne(args, first);
  for (let index = 1; index <= tasks; index++) enterOne(args, first + index - 1, {array: first, index});
  return first;
}

function enterOne(args: string[], id: number, task?: FakeJob['task']): void {
  const after = /afterok:([\d:]+)/.exec(option(args, 'dependency') ?? '')?.[1] ?? '';
  save({
    id,
    name: option(args, 'job-name')!,
    state: 'PENDING',
    reason: 'None',
    args,
    script: args.at(-1)!,
    folder: option(args, 'chdir')!,
    output: option(args, 'output')!,
    after: after.split(':').filter(Boolean).map(Number),
    restarts: 0,
    requeued: false,
    ...(task ? {task} : {}),
  });
}

function end(job: FakeJob, change: Partial<FakeJob>): void {
  save({...job, ...change});
  try {
    if (job.pid) process.kill(job.pid, 'SIGTERM');
  } catch {
    // It has just ended.
  }
}

const SILENT = 'slurm_load_jobs error: Unable to contact slurm controller (connect failure)';

/** What a command prints; throws its complaint. */
function answer(command: string, args: string[]): string {
  const fault = faultOf(command);
  if (fault === 'silent') throw new Error(SILENT);
  if (fault === 'refuse') throw new Error('sbatch: error: Batch job submission failed: Invalid account');
  const names = option(args, 'name')?.split(',') ?? [];
  switch (command) {
    case 'sbatch': {
      const id = enter(args);
      if (fault === 'twice') enter(args);
      if (fault === 'lose' || fault === 'twice')
        throw new Error('sbatch: error: Socket timed out on send/recv operation');
      return String(id);
    }
    case 'squeue':
      return jobsOf(root)
        .filter(({name}) => fault !== 'hide' && names.includes(name))
        .map((one) => {
          const {name, state, reason} = one;
          return `${numberOf(one)}|${name}|${state}|${reason}|${state === 'RUNNING' ? 'node1' : ''}`;
        })
        .join('\n');
    case 'scancel':
      for (const job of jobsOf(root)) {
        if (!args.includes(numberOf(job)) && !args.includes(String(job.task?.array))) continue;
        if (OVER.test(job.state)) continue;
        if (job.state === 'PENDING') save({...job, state: 'CANCELLED'});
        else end(job, {state: 'COMPLETING'});
      }
      return '';
    case 'scontrol': {
      if (args[0] === 'requeue') {
        end(jobOf(args[1]!)!, {requeued: true});
        return '';
      }
      if (args[0] === 'release') {
        save({...jobOf(args[1]!)!, reason: 'None'});
        return '';
      }
      if (args[1] === 'node') return 'NodeName=node1 State=IDLE';
      const job = jobOf(args.at(-1)!);
      if (!job) throw new Error('slurm_load_jobs error: Invalid job id specified');
      return `JobId=${job.id} JobState=${job.state} Restarts=${job.restarts}`;
    }
    case 'sinfo':
      return 'short*|30:00|2|(null)\nlong|infinite|8|gpu:4';
    default:
      throw new Error('Slurm accounting storage is disabled');
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [command = '', ...args] = process.argv.slice(2);
  if (command === 'execute') execute(args[0]!);
  else {
    mkdirSync(dirname(join(root, 'calls.log')), {recursive: true});
    appendFileSync(join(root, 'calls.log'), `${command} ${args.join(' ')}\n`);
    try {
      const text = alone(() => {
        const said = answer(command, args);
        tick();
        return said;
      });
      if (text) process.stdout.write(`${text}\n`);
    } catch (error) {
      alone(tick);
      process.stderr.write(`${(error as Error).message}\n`);
      process.exitCode = 1;
    }
  }
}
