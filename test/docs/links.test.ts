import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join, relative, resolve} from 'node:path';
import {test} from 'node:test';
import {program} from '../../src/cli/main.js';
import {packageRoot} from '../../src/paths.js';

const inFolder = (folder: string): string[] =>
  readdirSync(join(packageRoot, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
const pages = [...inFolder('.'), ...inFolder('docs'), 'bench/README.md', 'data/README.md', 'test/fixtures/README.md'];
const textOf = (page: string): string => readFileSync(join(packageRoot, page), 'utf8');
const proseOf = (page: string): string => textOf(page).replace(/^ *```[\s\S]*?^ *```$/gm, '');

/** Anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (page: string): string[] =>
  [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );

test('every link and picture inside the project leads to something', () => {
  const broken: string[] = [];
  for (const page of pages) {
    for (const [, target] of proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target!)) continue;
      const [path, anchor] = target!.split('#') as [string, string?];
      const file = path === '' ? join(packageRoot, page) : resolve(packageRoot, dirname(page), path);
      if (!existsSync(file)) broken.push(`${page}: ${target}`);
      else if (anchor !== undefined && !anchorsOf(relative(packageRoot, file)).includes(anchor))
        broken.push(`${page}: ${target} has no such heading`);
    }
  }
  assert.deepEqual(broken, []);
});

test('every page of docs/ can be reached from README', () => {
  const reached = new Set<string>();
  const visit = (page: string): void => {
    if (reached.has(page) || !existsSync(join(packageRoot, page))) return;
    reached.add(page);
    for (const [, target] of proseOf(page).matchAll(/\]\(([^)\s#]+\.md)[^)]*\)/g))
      if (!/^[a-z]+:/.test(target!)) visit(join(dirname(page), target!));
  };
  visit('README.md');
  assert.deepEqual(
    inFolder('docs').filter((page) => !reached.has(page)),
    [],
  );
});

test('what pages call an experiment, a script of npm or a file of the source is there', () => {
  const {scripts} = JSON.parse(textOf('package.json')) as {scripts: Record<string, string>};
  const wrong: string[] = [];
  for (const page of pages.filter((one) => one !== 'CHANGELOG.md')) {
    for (const [, path] of textOf(page).matchAll(
      /\b((?:experiments|src|test|scripts|schema)\/[\w./-]+\.(?:ts|yaml|py|json|mjs))\b/g,
    ))
      if (!existsSync(join(packageRoot, path!)) && !/alternate|<|kind|name/.test(path!)) wrong.push(`${page}: ${path}`);
    for (const [, name] of textOf(page).matchAll(/npm run ([\w:-]+)/g))
      if (!(name! in scripts)) wrong.push(`${page}: npm run ${name}`);
  }
  assert.deepEqual(wrong, []);
});

test('every command of ddsm on a page is one, with options that it has', () => {
  const wrong: string[] = [];
  for (const name of pages.filter((one) => one !== 'CHANGELOG.md')) {
    const text = textOf(name);
    const code = [...text.matchAll(/^ *```[\s\S]*?^ *```$|`[^`\n]+`/gm)].flatMap(([one]) => one.split('\n'));
    for (const line of code)
      for (const [, called, rest] of line.matchAll(/(?:^|[`\s/])ddsm(?:\.js)? ([a-z][\w-]*)([^|&;`]*)/g)) {
        const command = program.commands.find((one) => one.name() === called);
        const known = command?.options.flatMap(({long, short}) => [long, short]) ?? [];
        const unknown = [...rest!.matchAll(/ (--[a-z][\w-]*)/g)].filter(([, option]) => !known.includes(option!));
        if (!command || unknown.length > 0) wrong.push(`${name}: ${line.trim()}`);
      }
  }
  assert.deepEqual(wrong, []);
});
