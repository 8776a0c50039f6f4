/** What a person is told when something cannot be done. Knows nothing of who prints it. */

/** One thing that is wrong, in the form that every command prints and `--json` emits. */
export interface Problem {
  /** Stable identifier, for scripts: `unknown-key`, `out-of-range`, … */
  code: string;
  /** One sentence: what was found and what would be right. */
  message: string;
  file?: string;
  line?: number;
  column?: number;
  /** Path of keys inside the file: `model.channels`. */
  path?: string;
  /** The values that would be accepted. */
  allowed?: string[];
  /** What to do, or the nearest known name. */
  suggestion?: string;
  /** The offending line of the file, for the caret; printed, not part of `--json`. */
  excerpt?: string;
}

/** Exit codes of the command line. */
export const EXIT = {done: 0, failed: 1, usage: 2, resumable: 75, interrupted: 130, terminated: 143} as const;

/** An error that is the user's to read: one or several problems, and the exit code that goes with them. */
export class ProblemError extends Error {
  readonly problems: Problem[];
  readonly exitCode: number;

  constructor(problems: Problem | Problem[], options: {exitCode?: number; cause?: unknown} = {}) {
    const list = Array.isArray(problems) ? problems : [problems];
    super(list.map((problem) => problem.message).join('\n'), options.cause === undefined ? {} : {cause: options.cause});
    this.name = 'ProblemError';
    this.problems = list;
    this.exitCode = options.exitCode ?? EXIT.failed;
  }
}

/** An error of usage (exit 2), with one problem. */
export const usageError = (problem: Problem): ProblemError => new ProblemError(problem, {exitCode: EXIT.usage});

/** The message of anything thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
