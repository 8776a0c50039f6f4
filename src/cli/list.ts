/** Tasks as listr2 shows them. All of it goes to stderr: stdout carries data. */
import {Listr, ListrLogger, type ListrTaskWrapper, ProcessOutput} from 'listr2';
import {messageOf, ProblemError, problemsOf} from '../problem.js';
import {visible} from './terminal.js';

/** Whether a live display can be shown: listr2 needs a terminal on both. */
export const isTerminal = (): boolean => process.stdout.isTTY && process.stderr.isTTY;

type Shown = Pick<ListrTaskWrapper<unknown, never, never>, 'title' | 'output' | 'skip'>;

/** What a task shows, with every character that a terminal obeys made visible; lines of progress begin with `prefix`. */
const readable = (shown: Shown, prefix: string): Shown => ({
  get title() {
    return shown.title as string;
  },
  set title(text) {
    shown.title = visible(text);
  },
  get output() {
    return shown.output;
  },
  set output(text) {
    shown.output = visible(`${prefix}${text}`);
  },
  skip: (text) => shown.skip(text === undefined ? text : visible(String(text))),
});

export interface Task {
  /** What lines of progress begin with where no title stands above them. */
  id?: string;
  title: string;
  task(shown: Shown): Promise<void>;
}

/** Runs tasks, `concurrent` of them at the same time; `plain` in lines instead of a live display. Throws what they throw, when all of them have ended. */
export async function runTasks(
  tasks: readonly Task[],
  {plain, concurrent = 1}: {plain: boolean; concurrent?: number},
): Promise<void> {
  const failures: unknown[] = [];
  const logger = new ListrLogger({useIcons: true, processOutput: new ProcessOutput(process.stderr, process.stderr)});
  const list = new Listr(
    tasks.map(({id, title, task}) => ({
      title: visible(title),
      task: (_: unknown, shown: Shown) =>
        task(readable(shown, plain && id !== undefined ? `${id}: ` : '')).catch((error: unknown) => {
          failures.push(error);
          // It is shown as it is.
          throw new Error(visible(messageOf(error)));
        }),
    })) as never,
    {
      concurrent,
      // One that has failed leaves the others time to save.
      exitOnError: false,
      registerSignalListeners: false,
      renderer: plain ? 'simple' : 'default',
      rendererOptions: {collapseSkips: false, logger},
    } as never,
  );
  await list.run().catch((error: unknown) => {
    if (failures.length === 0) throw error;
  });
  if (failures.length > 0) throw allOf(failures);
}

/** Several errors as one. */
function allOf(failures: readonly unknown[]): unknown {
  if (failures.length === 1) return failures[0];
  return new ProblemError(failures.flatMap(problemsOf));
}

/** Shows one piece of work as a task; `work` is given what takes its progress. */
export const displayIn =
  ({title, plain}: {title: string; plain: boolean}) =>
  (work: (show: (line: string) => void) => Promise<void>): Promise<void> =>
    runTasks(
      [
        {
          title,
          task: (shown) =>
            work((line) => {
              shown.output = line;
            }),
        },
      ],
      {plain},
    );
