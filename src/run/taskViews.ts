/** The tasks that help a stage, as a person sees them: a line for each that runs, and one for those that wait for the same. */
import {isOver, partsOf, type QueuedJob} from '../cluster/scheduler.js';
import {readLines} from '../store/files.js';
import {taskEvents} from '../store/runFolder.js';
import {arrayName, type Submitted} from './jobs.js';
import type {JobView} from './jobViews.js';
import type {JournalEvent} from './journal.js';
import {waitingWords} from './queue.js';

/** Those of a stage that the scheduler still knows; none where it is silent. */
export function taskViews({name, stage, folder}: Submitted, all: readonly QueuedJob[] | undefined): JobView[] {
  const tasks = (all ?? []).filter((one) => one.name === arrayName(name));
  const groups = new Map<string, QueuedJob[]>();
  for (const task of tasks) {
    const group =
      task.state === 'RUNNING' ? task.id : `${partsOf(task.id).array} ${task.state} ${isOver(task) ? '' : task.reason}`;
    groups.set(group, [...(groups.get(group) ?? []), task]);
  }
  return [...groups.values()].map((group) => viewOf(group, {stage, folder}));
}

function viewOf(group: readonly QueuedJob[], {stage, folder}: Pick<Submitted, 'stage' | 'folder'>): JobView {
  const [first] = group as readonly [QueuedJob];
  const events = first.state === 'RUNNING' ? readLines<JournalEvent>(taskEvents(folder, first.id)) : [];
  return {
    stage,
    helpers: group.length,
    job: group.length === 1 ? first.id : `${partsOf(first.id).array}_[${numbersOf(group)}]`,
    state: first.state.toLowerCase(),
    why: first.state === 'PENDING' ? waitingWords(first.reason) : null,
    node: first.state === 'RUNNING' ? first.node : null,
    gpu: events.findLast(({gpu}) => gpu !== undefined)?.gpu ?? null,
    progress: events.findLast(({event}) => event === 'progress'),
  };
}

/** `1-3,7`. */
function numbersOf(group: readonly QueuedJob[]): string {
  const words = group.map(({id}) => partsOf(id).task ?? '');
  if (!words.every((word) => /^\d+$/.test(word))) return words.join(',');
  const runs: [number, number][] = [];
  for (const number of words.map(Number).sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}
