/**
 * One self-contained HTML page of a run: no network, one script, and all is there without it; works from a file, wide and
 * narrow, light and dark, printed.
 */
import {createHash} from 'node:crypto';
import {SCRIPT} from './script.js';

export type Block =
  | {
      kind: 'table';
      columns: readonly string[];
      lines: readonly Record<string, string | number>[];
      /** The table in other forms, to be copied: `{CSV: 'row,distance…'}`. */
      copies?: Readonly<Record<string, string>>;
    }
  /** What a reader must not miss. */
  | {kind: 'notice'; text: string}
  /** SVG or PNG, with what it shows; nothing where the figure says it itself. */
  | {kind: 'figure'; caption: string; svg: string}
  | {kind: 'image'; caption: string; png: Uint8Array}
  /** An SVG that lay in a file: as a picture it runs nothing and fetches nothing. */
  | {kind: 'drawing'; caption: string; alt?: string; svg: string}
  | {kind: 'text'; text: string}
  | {kind: 'code'; summary: string; text: string};

export interface Section {
  title: string;
  blocks: readonly Block[];
}

const escaped = (text: string | number): string =>
  String(text).replace(/[&<>"]/g, (one) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'})[one]!);
const dataOf = (block: {kind: 'image'; png: Uint8Array} | {kind: 'drawing'; svg: string}): string => {
  const [type, bytes] = block.kind === 'image' ? ['png', Buffer.from(block.png)] : ['svg+xml', Buffer.from(block.svg)];
  return `data:image/${type};base64,${bytes.toString('base64')}`;
};

/** What a browser lets the page do, whatever got into it: show its pictures, and run the one script that is its own. */
const POLICY = [
  "default-src 'none'",
  'img-src data:',
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`,
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');
const slug = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]+/g, '-');

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --card: #fff; --muted: #666; }
@media (prefers-color-scheme: dark) { :root { --muted: #aaa; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 0 auto; padding: 1rem; }
h1 { margin: 0 0 .25rem; } h2 { margin: 2.5rem 0 .75rem; border-bottom: 1px solid var(--line); }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
.muted, figcaption { color: var(--muted); font-size: .875rem; }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
th button { all: unset; cursor: pointer; } th button:hover, th button:focus-visible { text-decoration: underline; }
th[aria-sort=ascending] button::after { content: ' ▲'; } th[aria-sort=descending] button::after { content: ' ▼'; }
.copies { display: flex; gap: .5rem; margin: .25rem 0; } .copies button { font: inherit; font-size: .8125rem; cursor: pointer; }
.notice { border-left: .25rem solid #c60; padding: .5rem .75rem; background: #c601; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
td.number { text-align: right; }
.figures { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 28rem), 1fr)); align-items: start; }
figure { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem; }
figure svg, figure img { display: block; width: 100%; height: auto; } figure img { image-rendering: pixelated; }
figcaption { color: #555; padding-top: .25rem; }
@media print { nav, .copies { display: none; } section { break-inside: avoid; } }
pre { overflow-x: auto; padding: .75rem; border: 1px solid var(--line); border-radius: .5rem; font-size: .8125rem; }
`;

/** A column's name in words: `belowUniformPercent` is `below uniform percent`. */
const heading = (column: string): string =>
  column
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/\b([gt])flops\b/, (_, size: string) => `${size.toUpperCase()}FLOPs`);

const isNumber = (value: string | number): boolean => /^-?[\d.]+(e-?\d+)?%?( ± [\d.e-]+)?$/.test(String(value));

function table({columns, lines, copies = {}}: Extract<Block, {kind: 'table'}>): string {
  const head = columns.map((column) => `<th><button type="button">${escaped(heading(column))}</button></th>`).join('');
  const body = lines.map((line) => {
    const cells = columns.map((column) => {
      const value = line[column] ?? '';
      return `<td${isNumber(value) ? ' class="number"' : ''}>${escaped(value)}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  const buttons = Object.entries(copies).map(
    ([form, text]) => `<button type="button" data-text="${escaped(text)}">copy as ${escaped(form)}</button>`,
  );
  const copying = buttons.length > 0 ? `<div class="copies">${buttons.join('')}</div>` : '';
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>${copying}`;
}

function blocks(all: readonly Block[]): string {
  const pictures: string[] = [];
  const rest: string[] = [];
  for (const block of all) {
    if (block.kind === 'table') rest.push(table(block));
    else if (block.kind === 'notice') rest.push(`<p class="notice">${escaped(block.text)}</p>`);
    else if (block.kind === 'text') rest.push(`<p>${escaped(block.text)}</p>`);
    else if (block.kind === 'code')
      rest.push(`<details><summary>${escaped(block.summary)}</summary><pre>${escaped(block.text)}</pre></details>`);
    else {
      const picture =
        block.kind === 'figure'
          ? // Its own size would keep it from shrinking.
            block.svg.replace(/(<svg[^>]*?) width="[^"]*" height="[^"]*"/, '$1')
          : `<img alt="${escaped('alt' in block && block.alt ? block.alt : block.caption)}" src="${dataOf(block)}">`;
      pictures.push(
        `<figure>${picture}${block.caption && `<figcaption>${escaped(block.caption)}</figcaption>`}</figure>`,
      );
    }
  }
  return `${rest.join('\n')}${pictures.length > 0 ? `<div class="figures">${pictures.join('\n')}</div>` : ''}`;
}

/** The page. `subtitle` stands under its title. */
export function page({
  title,
  subtitle,
  sections,
}: {
  title: string;
  subtitle: string;
  sections: readonly Section[];
}): string {
  const links = sections.map((section) => `<a href="#${slug(section.title)}">${escaped(section.title)}</a>`).join('');
  const body = sections.map(
    (section) =>
      `<section id="${slug(section.title)}"><h2>${escaped(section.title)}</h2>${blocks(section.blocks)}</section>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p class="muted">${escaped(subtitle)}</p>
<nav>${links}</nav>
${body.join('\n')}
<script>${SCRIPT}</script>
</body>
</html>
`;
}
