/** The real Slurm, on this machine and for one test: munged, slurmctld and slurmd with their own ports in a folder of their own. */
import {type ChildProcess, execFileSync, spawn, spawnSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {chmodSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {hostname, tmpdir} from 'node:os';
import {join} from 'node:path';

const PATH = `${process.env.PATH}:/usr/sbin:/sbin`;

/** Why it cannot be started here; undefined where it can. */
export function missingSlurm(): string | undefined {
  if (process.getuid?.() !== 0) return 'it has to be started by root';
  const missing = ['munged', 'slurmctld', 'slurmd', 'sbatch'].filter(
    (command) => spawnSync('sh', ['-c', `command -v ${command}`], {env: {...process.env, PATH}}).status !== 0,
  );
  return missing.length > 0
    ? `${missing.join(', ')} not installed (Debian: slurmctld slurmd munge slurm-client)`
    : undefined;
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const {port} = server.address() as {port: number};
      server.close(() => resolve(port));
    });
  });

export class RealSlurm {
  private readonly daemons = new Map<string, ChildProcess>();
  private hastening: NodeJS.Timeout | undefined;
  /** Since when a job waits for its time to begin. */
  private readonly putBack = new Map<string, number>();

  private constructor(
    private readonly folder: string,
    /** With what its commands find it. */
    readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async start(): Promise<RealSlurm> {
    const folder = mkdtempSync(join(tmpdir(), 'ddsm-slurm-'));
    // Munge wants its socket to be reachable by all, and its key by nobody else.
    chmodSync(folder, 0o755);
    for (const name of ['socket', 'key', 'state', 'spool']) mkdirSync(join(folder, name));
    chmodSync(join(folder, 'key'), 0o700);
    writeFileSync(join(folder, 'key', 'key'), randomBytes(1024), {mode: 0o600});
    const [controller, node] = [await freePort(), await freePort()];
    writeFileSync(join(folder, 'slurm.conf'), configuration(folder, controller, node));
    const slurm = new RealSlurm(folder, {...process.env, PATH, SLURM_CONF: join(folder, 'slurm.conf')});
    const at = (...path: string[]): string => join(folder, ...path);
    slurm.spawn('munged', [
      ...['--foreground', `--socket=${at('socket', 'munge')}`, `--key-file=${at('key', 'key')}`],
      ...[`--pid-file=${at('key', 'pid')}`, `--log-file=${at('key', 'log')}`, `--seed-file=${at('key', 'seed')}`],
    ]);
    await slurm.until(() => spawnSync('ls', [at('socket', 'munge')]).status === 0);
    slurm.startController();
    slurm.spawn('slurmd', ['-D']);
    await slurm.until(() =>
      /\bidle\b/.test(spawnSync('sinfo', ['-h'], {env: slurm.environment, encoding: 'utf8'}).stdout),
    );
    slurm.hastening = setInterval(() => slurm.hasten(), 1000);
    return slurm;
  }

  /**
   * Slurm lets two minutes pass before a job that was put back into the queue may begin: here it is seconds. Some it needs:
   * a node refuses what begins in the second in which the attempt before was revoked.
   */
  private hasten(): void {
    // A node that once was asked for the same attempt twice takes no more, until it is told to.
    if (/drain/.test(this.look('sinfo', '-h', '-o', '%T')))
      this.look('scontrol', 'update', `NodeName=${hostname()}`, 'State=RESUME');
    const stdout = this.look('squeue', '-h', '-t', 'PD', '-o', '%i %r');
    const waiting = [...stdout.matchAll(/^(\d+) BeginTime$/gm)].map(([, job]) => job!);
    for (const job of this.putBack.keys()) if (!waiting.includes(job)) this.putBack.delete(job);
    for (const job of waiting) {
      const since = this.putBack.get(job) ?? Date.now();
      this.putBack.set(job, since);
      if (Date.now() - since > 3000)
        spawn('scontrol', ['update', `JobId=${job}`, 'StartTime=now'], {env: this.environment, stdio: 'ignore'});
    }
  }

  startController(): void {
    this.spawn('slurmctld', ['-D']);
  }

  /** Kills the controller after it has saved what it knows, which it does within five seconds. */
  async killController(): Promise<void> {
    await new Promise((next) => setTimeout(next, 6000));
    await this.end('slurmctld', 'SIGKILL');
  }

  /** One of Slurm's commands; what it prints. */
  command(name: string, ...args: string[]): string {
    return execFileSync(name, args, {env: this.environment, encoding: 'utf8', timeout: 60_000});
  }

  /** What one of Slurm's commands prints, nothing where it does not work now. */
  private look(name: string, ...args: string[]): string {
    return spawnSync(name, args, {env: this.environment, encoding: 'utf8', timeout: 5000}).stdout ?? '';
  }

  /** Waits until something is so; throws after ten minutes. */
  async until(isSo: () => boolean, milliseconds = 600_000): Promise<void> {
    const end = Date.now() + milliseconds;
    while (!isSo()) {
      if (Date.now() > end) throw new Error(`${isSo} did not come true\n${this.situation()}`);
      await new Promise((next) => setTimeout(next, 100));
    }
  }

  /** What Slurm knows of its jobs and nodes, and the ends of its logs: why something did not come true. */
  private situation(): string {
    const {stdout} = spawnSync(
      'sh',
      ['-c', `squeue; scontrol show jobs; scontrol show nodes; tail -n 60 "$FOLDER"/slurm*.log`],
      {env: {...this.environment, FOLDER: this.folder}, encoding: 'utf8', timeout: 20_000},
    );
    return stdout;
  }

  async stop(): Promise<void> {
    clearInterval(this.hastening);
    this.look('scancel', '--me');
    const none = (): boolean => this.look('squeue', '-h').trim() === '';
    // A job that outlives its daemons would compute on.
    await this.until(none, 40_000).catch(() => {});
    for (const name of ['slurmctld', 'slurmd', 'munged']) await this.end(name, 'SIGTERM');
    rmSync(this.folder, {recursive: true, force: true});
  }

  /** Ends a daemon, by force where it takes more than five seconds. */
  private async end(name: string, by: NodeJS.Signals): Promise<void> {
    const daemon = this.daemons.get(name);
    if (!daemon || daemon.exitCode !== null || daemon.signalCode !== null) return;
    const ended = new Promise((resolve) => daemon.once('exit', resolve));
    daemon.kill(by);
    const patience = setTimeout(() => daemon.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(patience);
  }

  private spawn(name: string, args: string[]): void {
    const log = openSync(join(this.folder, `${name}.log`), 'a');
    this.daemons.set(name, spawn(name, args, {env: this.environment, stdio: ['ignore', log, log]}));
  }
}

const configuration = (folder: string, controller: number, node: number): string => `ClusterName=ddsm
SlurmctldHost=${hostname()}(127.0.0.1)
SlurmctldPort=${controller}
SlurmdPort=${node}
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=${join(folder, 'socket', 'munge')}
CredType=cred/munge
StateSaveLocation=${join(folder, 'state')}
SlurmdSpoolDir=${join(folder, 'spool')}
SlurmctldPidFile=${join(folder, 'slurmctld.pid')}
SlurmdPidFile=${join(folder, 'slurmd.pid')}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
ReturnToService=2
MailProg=/bin/true
KillWait=30
JobRequeue=1
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
SchedulerParameters=bf_interval=1,sched_interval=1,sched_min_interval=1
NodeName=${hostname()} NodeAddr=127.0.0.1 CPUs=4 RealMemory=1000 State=UNKNOWN
PartitionName=work Nodes=ALL Default=YES MaxTime=60 State=UP PriorityTier=1 GraceTime=30
PartitionName=urgent Nodes=ALL MaxTime=60 State=UP PriorityTier=10 PreemptMode=OFF
`;
