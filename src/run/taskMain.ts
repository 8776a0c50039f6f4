/**
 * A task of an array on a cluster: does units of the stage whose job submitted it. `node taskMain.js FOLDER`. Told to end, it
 * gives back the unit that it is at and goes back into the queue, unless somebody cancelled it.
 */
import {type Allocation, allocationOf} from '../cluster/allocation.js';
import {makeFolder} from '../commit.js';
import {EXIT, messageOf, ProblemError} from '../problem.js';
import {readJson} from '../store/files.js';
import {jobFiles, taskEvents} from '../store/runFolder.js';
import {isDone, readRecord} from '../store/stageRecord.js';
import type {Job, Unit} from '../workers/messages.js';
import {Died} from '../workers/worker.js';
import type {Board} from './board.js';
import {RETRIES} from './dealer.js';
import {help} from './helping.js';
import type {JobFile} from './jobs.js';
import {Journal} from './journal.js';
import {again, openFor, say, signOf} from './onNode.js';
import {Session} from './session.js';

/** Does units in a process of this node. */
class UnitWork {
  private done = 0;
  private deaths = 0;

  constructor(
    private readonly job: JobFile,
    private readonly session: Session,
    private readonly journal: Journal,
  ) {}

  async do(job: Job, unit: Unit, board: Board): Promise<'done' | 'stopped'> {
    if (this.session.devices.length === 0) this.open(board);
    say(unit.name);
    this.tell(board);
    try {
      const outcome = await this.session.unit(job, unit, () => {});
      if (outcome === 'done') {
        this.done += 1;
        this.tell(board);
      }
      return outcome;
    } catch (error) {
      this.deaths += 1;
      if (!(error instanceof Died) || this.deaths > RETRIES || this.session.signal) throw error;
      say(`${messageOf(error)}; what it had, ${unit.name}, is done again`);
      return 'done';
    }
  }

  private open({environment}: Board): void {
    const {stage} = this.job;
    this.session.use(openFor(this.job, environment));
    this.journal.log({event: 'start', stage: stage.id, key: stage.key, device: this.session.devices[0]!.found});
  }

  private tell({units}: Board): void {
    const {id} = this.job.stage;
    this.journal.log({event: 'progress', stage: id, done: this.done, total: units.length, unit: 'batches'});
  }
}

async function work(folder: string, mark: Allocation): Promise<'done' | 'idle' | 'stopped' | 'failed'> {
  const job = readJson<JobFile>(jobFiles(folder).job);
  if (!job?.array) throw new ProblemError({code: 'missing', message: `${folder} says nothing of an array`});
  const {run, stage, array} = job;
  const own = jobFiles(folder).task(mark.job);
  makeFolder(own);
  const journal = new Journal(run, {path: taskEvents(folder, mark.job), beside: signOf(mark)});
  const session = new Session({
    run: own,
    note: say,
    stopping: 'told to end: leaving this unit to others',
    onSecond: () => {},
  });
  const units = new UnitWork(job, session, journal);
  try {
    const end = await help({
      ...{folder, mark, poll: array.poll, linger: array.linger, note: say},
      isOver: () => isDone(run, stage) || readRecord(run, stage.id)?.key !== stage.key,
      isStopping: () => session.signal !== undefined,
      unit: (one, unit, board) => units.do(one, unit, board),
    });
    journal.log({event: end === 'stopped' ? 'stopped' : 'done', stage: stage.id});
    return end;
  } catch (error) {
    journal.log({event: 'failed', stage: stage.id, message: messageOf(error)});
    say(messageOf(error));
    return 'failed';
  } finally {
    session.close();
  }
}

const [, , folder = ''] = process.argv;
const allocation = allocationOf();
try {
  if (!allocation) throw new ProblemError({code: 'missing', message: 'this is no task of an array'});
  const end = await work(folder, allocation);
  if (end === 'failed') process.exit(EXIT.failed);
  process.exit(end === 'stopped' ? await again(allocation) : EXIT.done);
} catch (error) {
  say(`${folder}: ${messageOf(error)}`);
  process.exit(error instanceof ProblemError ? error.exitCode : EXIT.failed);
}
