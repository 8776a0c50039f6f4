/** How results and problems reach a person or a script: data on stdout, the rest on stderr. */
import {styleText} from 'node:util';
import {EXIT, isWarning, type Problem, ProblemError, problemsOf} from '../problem.js';
import {visible, visibleJson, visibleLines} from './terminal.js';

/** Prints what is painted, and was made visible piece by piece. */
export const printPainted = (text: string): void => {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
};
export const print = (text: string): void => printPainted(visibleLines(text));
/** Empties the terminal, for a view that is drawn anew. */
export const clearScreen = (): void => {
  process.stdout.write('\x1b[H\x1b[2J');
};
export const printJson = (value: unknown): void => {
  process.stdout.write(`${visibleJson(value)}\n`);
};
/** Writes what may be painted, and so is made visible already. */
const writeNote = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
export const note = (line: string): void => writeNote(visibleLines(line));

const paint = (style: 'red' | 'yellow' | 'bold' | 'dim' | 'green', text: string): string =>
  process.stderr.isTTY && !process.env.NO_COLOR ? styleText(style, text) : text;

/** A tab takes as many columns as a screen likes: under one the caret is off, not the text. */
const visibleProblem = ({file, message, excerpt, suggestion, ...rest}: Problem): Problem => ({
  ...rest,
  message: visible(message),
  ...(file === undefined ? {} : {file: visible(file)}),
  ...(excerpt === undefined ? {} : {excerpt: visibleLines(excerpt)}),
  ...(suggestion === undefined ? {} : {suggestion: visibleLines(suggestion)}),
});

/** file:line:column, the message, the line with a caret, what to do. */
function formatProblem(problem: Problem): string {
  const {file, line, column, message, excerpt, suggestion} = visibleProblem(problem);
  const place = file ? `${file}${line ? `:${line}:${column}` : ''}: ` : '';
  const [style, kind] = isWarning(problem) ? (['yellow', 'warning:'] as const) : (['red', 'error:'] as const);
  const shown = [`${paint('bold', place)}${paint(style, kind)} ${message}`];
  if (excerpt !== undefined && line && column) {
    const number = String(line);
    shown.push(
      `  ${paint('dim', `${number} |`)} ${excerpt}`,
      `  ${' '.repeat(number.length)} ${paint('dim', '|')} ${' '.repeat(column - 1)}${paint(style, '^')}`,
    );
  }
  if (suggestion) shown.push(`  ${paint('green', '→')} ${suggestion}`);
  return shown.join('\n');
}

/** A problem as GitHub's runners read it from a log, so that it stands beside the line of a pull request. */
function annotation(problem: Problem): string {
  const escaped = (text: string): string => text.replace(/[%\r\n]/g, (one) => encodeURIComponent(one));
  const property = (text: string): string => escaped(text).replace(/[:,]/g, (one) => encodeURIComponent(one));
  const {file, line, column, message, suggestion} = visibleProblem(problem);
  const place = [file && `file=${property(file)}`, line && `line=${line}`, column && `col=${column}`].filter(Boolean);
  const words = suggestion ? `${message} (${suggestion})` : message;
  return `::${isWarning(problem) ? 'warning' : 'error'} ${place.join(',')}::${escaped(words)}`;
}

/** A problem for whoever reads stderr. */
export function noteProblem(problem: Problem): void {
  writeNote(formatProblem(problem));
  if (process.env.GITHUB_ACTIONS === 'true' && problem.file) note(annotation(problem));
}

/** Says what a spec's problems leave to go on with. */
export const showWarning = (warning: Problem): void => noteProblem(warning);

export const jsonProblems = (problems: readonly Problem[]): {problems: Omit<Problem, 'excerpt'>[]} => ({
  problems: problems.map(({excerpt: _, ...problem}) => problem),
});

/** Shows an error in the asked form and returns the exit code that goes with it. */
export function showError(error: unknown, {json}: {json: boolean}): number {
  const problems = problemsOf(error);
  if (json) printJson(jsonProblems(problems));
  else problems.forEach(noteProblem);
  if (process.env.DDSM_DEBUG && error instanceof Error) note(error.stack ?? '');
  return error instanceof ProblemError ? error.exitCode : EXIT.failed;
}
