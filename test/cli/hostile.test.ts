/** Names and links that others chose: nothing of them reaches the terminal raw, or leads out of a run. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, test} from 'node:test';
import {shellWord, visible, visibleJson, visibleLines, wrapped} from '../../src/cli/terminal.js';
import {packageRoot} from '../../src/paths.js';
import {refuseLinksOut} from '../../src/run/links.js';
import {pack} from '../fuzz/targets/zip.js';

const bin = join(packageRoot, 'bin', 'ddsm.js');
const folder = mkdtempSync(join(tmpdir(), 'ddsm \'hostile" é-'));
after(() => rmSync(folder, {recursive: true, force: true}));
const ddsm = (...args: string[]) => spawnSync(process.execPath, [bin, ...args], {encoding: 'utf8', cwd: folder});
function write(path: string, content: string | Buffer): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, content);
  return file;
}

/** Clears the screen, sets the window's title, turns the direction of text, in seven bits and in eight. */
const OBEYED = '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202etxt\r\n\u2028';
const isQuiet = (text: string): boolean => !/[\p{Cc}\p{Zl}\u202e]/u.test(text.replaceAll('\n', ''));

test('what reaches a terminal shows its controls instead of obeying them; JSON still says the same', () => {
  assert.equal(visible('a\u001b[31m\tb\n\u202e'), 'a\\u001b[31m\\tb\\n\\u202e');
  assert.equal(visibleLines('a\n\tb\r\u009b'), 'a\n\tb\\u000d\\u009b');
  for (const text of [visible(OBEYED), visibleLines(OBEYED), visibleJson({[OBEYED]: OBEYED})]) assert.ok(isQuiet(text));
  assert.deepEqual(JSON.parse(visibleJson({[OBEYED]: [OBEYED]})), {[OBEYED]: [OBEYED]});
  assert.equal(visible('Größe 画像 ✓'), 'Größe 画像 ✓');
});

test('wrapped() breaks between words, and nowhere where a line is long enough', () => {
  assert.deepEqual(wrapped('all quantities are right', 10), ['all', 'quantities', 'are right']);
  assert.deepEqual(wrapped('all quantities are right', Number.POSITIVE_INFINITY), ['all quantities are right']);
});

test('shellWord() is read back by a shell as it was', () => {
  for (const word of ["a b'c", '$(id)', '`id`', 'x;y', '*', '', '-n', 'a\nb', '"']) {
    const said = spawnSync('sh', ['-c', `printf %s. ${shellWord(word)}`], {encoding: 'utf8'}).stdout;
    assert.equal(said, `${word}.`);
  }
  assert.equal(shellWord('experiments/quickstart.yaml'), 'experiments/quickstart.yaml');
});

test('a spec with an odd name and odd keys, a stray argument, an unknown run: every message is visible text', () => {
  const spec = write(`sp ec'"$(id)${OBEYED.replaceAll('/', '')}.yaml`, `"${'k\\e[2J'}": 1\nx: "\u009b31m"\n`);
  for (const said of [ddsm('validate', spec), ddsm('validate', spec, '--json'), ddsm('report', OBEYED), ddsm(OBEYED)]) {
    assert.equal(said.status, 2);
    assert.ok(isQuiet(said.stdout) && isQuiet(said.stderr), JSON.stringify(said.stderr));
  }
});

test('names inside an archive are data: no path leads out, no link is followed, none is echoed raw', () => {
  const image = readFileSync(join(packageRoot, 'test', 'fixtures', 'data', 'odd', 'plain.png'));
  const linked = pack({
    'a.png': image,
    [`b${OBEYED}.png`]: Buffer.from('no image'),
    'l.png': Buffer.from('/etc/passwd'),
  });
  write('data/images.zip', linked);
  const spec = write(
    'zip.yaml',
    'dataset: {kind: folder, path: data/images.zip, resolution: 8}\nmodel: {channels: 64, multipliers: [1], groups: 8}\n',
  );
  const said = ddsm('prepare', spec, '--plain');
  assert.equal(said.status, 0, said.stderr);
  assert.match(said.stdout + said.stderr, /b\\u001b\[2J/);
  assert.ok(isQuiet(said.stdout) && isQuiet(said.stderr), JSON.stringify(said.stderr + said.stdout));
  write('data/images.zip', pack({'a.png': image, '../../out.png': image}));
  const refused = ddsm('prepare', spec, '--plain', '--set', 'dataset.name=again');
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /not a sound zip archive/);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith('.png')),
    [],
  );
});

test('report, tables, export and gc refuse a run with a link out of it, and delete nothing behind one', () => {
  write('runs/linked/experiment.yaml', readFileSync(join(packageRoot, 'experiments', 'quickstart.yaml')));
  write('runs/linked/evaluate/results.json', '{}');
  const kept = write('elsewhere/row/part.features', 'mine');
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'runs', 'linked', 'evaluate', 'rows'));
  for (const command of [['report'], ['tables'], ['gc'], ['export', '--out', 'x.pt']]) {
    const said = ddsm(command[0]!, 'linked', ...command.slice(1));
    assert.equal(said.status, 1, said.stdout + said.stderr);
    assert.match(said.stderr, /evaluate\/rows is a link that leads out of the run, and is not followed/);
  }
  assert.ok(existsSync(kept));
  assert.ok(!existsSync(join(folder, 'x.pt')));
});

test('refuseLinksOut() lets a run be a link itself and have links inside, and names what leads out or nowhere', () => {
  const run = dirname(write('real/a/file', 'x'));
  symlinkSync(join(folder, 'real'), join(folder, 'named'));
  symlinkSync('file', join(run, 'beside'));
  refuseLinksOut(join(folder, 'named'));
  for (const [target, why] of [
    ['/etc/passwd', /out of the run/],
    ['../../elsewhere', /out of the run/],
    ['nowhere', /leads nowhere/],
    ['loop', /leads nowhere/],
  ] as const) {
    symlinkSync(target, join(run, 'loop'));
    assert.throws(() => refuseLinksOut(join(folder, 'named')), why);
    rmSync(join(run, 'loop'));
  }
});

test('completion in bash offers runs by their names, and runs none of them', () => {
  const script = ddsm('completion', 'bash').stdout;
  mkdirSync(join(folder, 'runs', '$(id>owned)'), {recursive: true});
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's.
  const ask = 'COMP_WORDS=(ddsm status ""); COMP_CWORD=2; _ddsm; printf "%s\\n" "${COMPREPLY[@]}"';
  const said = spawnSync('bash', ['-c', `${script}\n${ask}`], {encoding: 'utf8', cwd: folder});
  assert.match(said.stdout, /id>owned/);
  assert.ok(!existsSync(join(folder, 'owned')) && !existsSync(join(folder, 'runs', 'owned')));
});
