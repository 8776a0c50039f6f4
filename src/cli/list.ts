/** Tasks as listr2 shows them. All of it goes to stderr: stdout carries data. */
import {Listr, ListrLogger, type ListrTaskWrapper, ProcessOutput} from 'listr2';

/** Whether a live display can be shown: listr2 needs a terminal on both. */
export const isTerminal = (): boolean => process.stdout.isTTY && process.stderr.isTTY;

export interface Task {
  title: string;
  task(shown: ListrTaskWrapper<unknown, never, never>): Promise<void>;
}

/** Runs tasks, `concurrent` of them at the same time; `plain` in lines instead of a live display. Throws what they throw. */
export async function runTasks(
  tasks: readonly Task[],
  {plain, concurrent = 1}: {plain: boolean; concurrent?: number},
): Promise<void> {
  const logger = new ListrLogger({useIcons: true, processOutput: new ProcessOutput(process.stderr, process.stderr)});
  const list = new Listr(
    tasks.map(({title, task}) => ({title, task: (_: unknown, shown: never) => task(shown)})) as never,
    {
      concurrent,
      exitOnError: true,
      registerSignalListeners: false,
      renderer: plain ? 'simple' : 'default',
      rendererOptions: {collapseSkips: false, logger},
    } as never,
  );
  await list.run();
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
