/** A page of names, labels and drawings that want to be more than shown, in a browser. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {type Block, page} from '../../src/report/page.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-page-'));
after(() => rmSync(folder, {recursive: true, force: true}));

/** What runs leaves its mark in the page. */
const RUN = "document.body.setAttribute('data-owned','yes')";
const HOSTILE = `"><script>${RUN}</script><img src=x onerror="${RUN}"><svg onload="${RUN}">'`;
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="${RUN}"><script>${RUN}</script><a href="javascript:${RUN}">x</a></svg>`;

const pageWith = (blocks: Block[]): string =>
  page({title: HOSTILE, subtitle: HOSTILE, sections: [{title: HOSTILE, blocks}]});
const made = pageWith([
  {kind: 'table', columns: ['row', HOSTILE], lines: [{row: HOSTILE, [HOSTILE]: HOSTILE}], copies: {CSV: HOSTILE}},
  {kind: 'notice', text: HOSTILE},
  {kind: 'text', text: HOSTILE},
  {kind: 'code', summary: HOSTILE, text: `</pre></details>${HOSTILE}`},
  {kind: 'image', caption: HOSTILE, png: Uint8Array.of(1)},
  {kind: 'drawing', caption: HOSTILE, svg: SVG},
]);

test('page() writes no name, label or drawing as markup', () => {
  const own = made.replace(/<script>[\s\S]*?<\/script>/, '');
  assert.doesNotMatch(own, /<script|<img src=x|<svg|onload="|onerror="|javascript:/);
  assert.match(own, /<img alt="[^"]*" src="data:image\/svg\+xml;base64,/);
});

test('page() comes with a policy that lets one script run, known by its hash, and nothing be fetched or sent', () => {
  const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(made) ?? [];
  assert.match(
    policy!,
    /^default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-[\w+/]+='; form-action 'none'; base-uri 'none'$/,
  );
  // It holds from where it stands on: nothing that was given comes before it.
  assert.ok(made.indexOf('Content-Security-Policy') < made.indexOf('<title>'));
});

const browser = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

function domOf(html: string): string {
  const path = join(folder, 'page.html');
  writeFileSync(path, html);
  const options = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${join(folder, 'profile')}`];
  const result = spawnSync(browser!, [...options, '--virtual-time-budget=2000', '--dump-dom', `file://${path}`], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  assert.match(result.stdout, /<\/html>/, result.stderr);
  return result.stdout;
}

test('a browser runs nothing of it, even of a figure that got in as markup', {skip: !browser && 'no Chromium'}, () => {
  assert.doesNotMatch(domOf(made), /data-owned="yes"/);
  const withFigure = pageWith([
    {kind: 'figure', caption: 'x', svg: SVG},
    {kind: 'table', columns: ['row'], lines: [{row: 'b'}]},
  ]);
  const guarded = domOf(withFigure);
  assert.doesNotMatch(guarded, /data-owned="yes"/);
  // Without the policy it would: the test can tell.
  assert.match(domOf(withFigure.replace(/<meta http-equiv[^>]*>/, '')), /data-owned="yes"/);
});

test('the page’s own script still runs under the policy', {skip: !browser && 'no Chromium'}, () => {
  const ordinary = page({
    title: 'x',
    subtitle: '',
    sections: [{title: 'T', blocks: [{kind: 'table', columns: ['row'], lines: [{row: 'b'}, {row: 'a'}]}]}],
  });
  // A click on the head sorts: by a script of the test's own, which the policy of this copy allows, too.
  const click = "document.querySelector('th button').click()";
  const policy = ordinary.replace(/script-src '([^']*)'/, "script-src '$1' 'unsafe-hashes' 'sha256-HASH'");
  const hash = spawnSync(process.execPath, [
    '-e',
    `process.stdout.write(require('crypto').createHash('sha256').update(${JSON.stringify(click)}).digest('base64'))`,
  ]).stdout.toString();
  const dom = domOf(policy.replace('HASH', hash).replace('</body>', `<script>${click}</script></body>`));
  assert.match(dom, /<td>a<\/td><\/tr>\s*<tr><td>b<\/td>/);
});
