import assert from 'node:assert/strict';
import {test} from 'node:test';
import {page} from '../../src/report/page.js';
import {SCRIPT} from '../../src/report/script.js';

const made = page({
  title: 'a <run>',
  subtitle: 'x & y',
  sections: [
    {
      title: 'How it went',
      blocks: [
        {
          kind: 'table',
          columns: ['name', 'distance'],
          lines: [{name: '<b>', distance: '8.8 ± 0.5'}],
          copies: {CSV: 'a,"b"'},
        },
        {kind: 'notice', text: 'not <finished>'},
        {
          kind: 'figure',
          caption: 'curve',
          svg: '<svg class="marks" width="480" height="260" viewBox="0 0 480 260"></svg>',
        },
        {kind: 'image', caption: 'grid "1"', png: Uint8Array.of(1, 2, 3)},
        {kind: 'code', summary: 'spec', text: 'a: <script>'},
      ],
    },
  ],
});

test('page() escapes what it shows', () => {
  assert.match(made, /<h1>a &lt;run&gt;<\/h1>/);
  assert.match(made, /<td>&lt;b&gt;<\/td><td class="number">8.8 ± 0.5<\/td>/);
  assert.match(made, /a: &lt;script&gt;/);
  assert.match(made, /data-text="a,&quot;b&quot;">copy as CSV</);
  assert.match(made, /<p class="notice">not &lt;finished&gt;</);
  assert.match(made, /alt="grid &quot;1&quot;"/);
});

test('page() needs nothing from elsewhere: pictures are inside, there is one script and no links out', () => {
  assert.match(made, /src="data:image\/png;base64,AQID"/);
  assert.match(made, /<svg class="marks" viewBox="0 0 480 260">/);
  // The one script is the page's own.
  assert.equal(made.split(`<script>${SCRIPT}</script>`).length, 2);
  assert.doesNotMatch(made.replace(SCRIPT, '').replace('<script></script>', ''), /<script|https?:|<link|@import/);
  assert.doesNotMatch(SCRIPT, /https?:|fetch|import|XMLHttpRequest|eval|innerHTML/);
  assert.match(made, /<a href="#how-it-went">How it went<\/a>[\s\S]*<section id="how-it-went">/);
});
