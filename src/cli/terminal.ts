/**
 * What reaches a terminal: names come from files, folders and archives that others made, and a terminal obeys some
 * characters. The one place that makes them visible instead.
 */

/** Controls, marks of line and paragraph, and marks that turn the direction of what is read. */
const OBEYED = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const escapeOf = (one: string): string =>
  one === '\n' ? '\\n' : one === '\t' ? '\\t' : `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A text as one line. */
export const visible = (text: string): string => text.replace(OBEYED, escapeOf);

/** A text of several lines. */
export const visibleLines = (text: string): string =>
  text.replace(OBEYED, (one) => (one === '\n' || one === '\t' ? one : escapeOf(one)));

/** JSON that says the same in characters that no terminal obeys. */
export const visibleJson = (value: unknown): string =>
  JSON.stringify(value, undefined, 2).replace(OBEYED, (one) => (one === '\n' ? one : escapeOf(one)));

/** A text in lines of at most `width` characters, broken between words; words that are longer keep their line. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Columns of the terminal that reads stdout; elsewhere a line is as long as it is. */
export const terminalWidth = (): number => process.stdout.columns ?? Number.POSITIVE_INFINITY;

/** An argument as a shell reads it back: of a command that somebody is told to type. */
export const shellWord = (argument: string): string =>
  /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
