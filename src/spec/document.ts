/** YAML text → a document, or what keeps it from being one. Knows nothing of specs. */
import {Composer, type Document, isMap, isScalar, isSeq, Lexer, type LineCounter, type Node, Parser} from 'yaml';
import type {ProblemCode} from '../problem.js';

/** What is wrong, and at which character of the text. */
export interface Fault {
  code: ProblemCode;
  message: string;
  at: number;
  suggestion?: string;
}

/** Maps and lists inside each other: a spec has six. */
const MOST_LEVELS = 64;
/** One mistake may make the parser stumble over all that follows. */
const MOST_FAULTS = 20;
/** What the lexer puts before the text of a scalar. */
const SCALAR = '\x1f';
/** Characters of a message of the parser, which may repeat what it read. */
const MOST_MESSAGE = 200;

export function parseYaml(text: string, lines: LineCounter): {document?: Document; faults: Fault[]} {
  // What parses and composes calls itself for each level: enough of them end the process, whatever is caught.
  const tokens = marksIn(text) > MOST_LEVELS ? undefined : [...new Parser(lines.addNewLine).parse(text)];
  if (!tokens || levelsIn(tokens) > MOST_LEVELS)
    return {
      faults: [{code: 'yaml-syntax', message: `more than ${MOST_LEVELS} maps and lists lie in each other`, at: 0}],
    };
  // Its own look for repeated keys takes the square of their number.
  const composer = new Composer({prettyErrors: false, uniqueKeys: false, schema: 'core', version: '1.2'});
  const [document, second] = composer.compose(tokens, true, text.length);
  if (!document) return {faults: []};
  // What the parser says after its first error mostly follows from it.
  const faults = [...document.errors, ...document.warnings].slice(0, 1).map(({code, message, pos: [at]}): Fault => {
    const suggestion = remedyFor(code, lineAt(text, at));
    const said = `not valid YAML: ${message.slice(0, MOST_MESSAGE)}`;
    return {code: 'yaml-syntax', at, message: said, ...(suggestion === undefined ? {} : {suggestion})};
  });
  if (second)
    faults.push({
      code: 'yaml-syntax',
      message: 'a spec is one document, and here a second begins',
      at: second.range[0],
    });
  return {document, faults: [...faults, ...wrongKeys(document.contents, lines)]};
}

const lineAt = (text: string, at: number): string => text.slice(text.lastIndexOf('\n', at - 1) + 1).split('\n', 1)[0]!;

/** What to do about an error of the parser, by its code and the line that it is in. */
function remedyFor(code: string, line: string): string | undefined {
  if (code === 'TAB_AS_INDENT' || /^ *\t/.test(line)) return 'indent with spaces, here and in every line after it';
  if (/\$\{?[A-Za-z_]/.test(line))
    return 'a spec knows no variables of the shell: write the value out, or set it with --set';
  return undefined;
}

/**
 * The most marks of maps and lists that are open in one line; across lines every level takes a deeper indentation, of which
 * a text that is small enough has not too many.
 */
function marksIn(text: string): number {
  let [most, brackets, dashes, inScalar] = [0, 0, 0, false];
  for (const token of new Lexer().lex(text)) {
    if (!inScalar) {
      if (token === '[' || token === '{') brackets += 1;
      else if (token === ']' || token === '}') brackets -= 1;
      else if (token === '-' || token === '?') dashes += 1;
      else if (token.endsWith('\n')) dashes = 0;
      most = Math.max(most, brackets + dashes);
    }
    inScalar = token === SCALAR;
  }
  return most;
}

/** How many maps and lists lie in each other. */
function levelsIn(tokens: readonly unknown[]): number {
  let levels = 0;
  for (let level = tokens; level.length > 0; levels += 1)
    level = level.flatMap((token) => {
      const {items, value} = token as {items?: {key?: unknown; value?: unknown}[]; value?: unknown};
      const inside = items ? items.flatMap((item) => [item.key, item.value]) : [value];
      return inside.filter((one) => typeof one === 'object' && one !== null);
    });
  // The document, and what is no collection any more.
  return levels - 2;
}

const shortened = (text: string): string => (text.length > MOST_MESSAGE ? `${text.slice(0, MOST_MESSAGE)}…` : text);

/** Keys that a map has twice, as text: `1` and `"1"` are one; and keys that are maps or lists themselves. */
function wrongKeys(root: unknown, lines: LineCounter): Fault[] {
  const faults: Fault[] = [];
  const waiting = [root];
  while (waiting.length > 0 && faults.length < MOST_FAULTS) {
    const node = waiting.pop();
    if (isSeq(node)) for (const item of node.items) waiting.push(item);
    if (!isMap(node)) continue;
    const seen = new Map<string, number>();
    for (const {key, value} of node.items) {
      waiting.push(value);
      const at = (key as Node | null)?.range?.[0] ?? 0;
      const name = isScalar(key) ? String(key.value) : undefined;
      if (name === undefined)
        faults.push({code: 'yaml-syntax', message: 'a key is a single word, no map, list or alias', at});
      else if (seen.has(name))
        faults.push({
          code: 'duplicate-key',
          message: `the key ${shortened(name)} occurs twice in the same map, first in line ${lines.linePos(seen.get(name)!).line}`,
          at,
        });
      else seen.set(name, at);
    }
  }
  return faults.slice(0, MOST_FAULTS).sort((a, b) => a.at - b.at);
}

/** A value as it is. Throws where an alias puts a map or list into itself: everything that looks inside would never end. */
export function withoutCircles<T>(value: T, above: readonly unknown[] = [], seen = new Set<unknown>()): T {
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) throw new RangeError('an alias puts a map or list into itself');
  if (!seen.has(value)) for (const one of Object.values(value)) withoutCircles(one, [...above, value], seen);
  seen.add(value);
  return value;
}
