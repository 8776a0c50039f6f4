import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {test} from 'node:test';

/** Multiplies matrices until it is told to end, and says how many products differed and how many signals it heard. */
const MULTIPLY = `
import {tf} from ${JSON.stringify(new URL('../../src/engine/tf.js', import.meta.url).href)};
let heard = 0;
let ends = false;
process.on('SIGUSR2', () => heard++);
process.stdin.on('end', () => { ends = true; }).resume();
const product = () => tf.tidy(() => tf.matMul(tf.ones([2, 2048]), tf.ones([2048, 1008])).dataSync());
const first = product();
let products = 1;
let wrong = 0;
process.stdout.write('ready');
while (!ends) {
  for (let i = 0; i < 20; i++, products++) wrong += product().some((value, index) => value !== first[index]);
  await new Promise(setImmediate);
}
process.stdout.write(JSON.stringify({heard, products, wrong}));
`;

test('a process that computes hears signals in the middle of matrix products, and computes on', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', MULTIPLY], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {...process.env, MALLOC_CHECK_: '3'},
  });
  let said = '';
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const ended = once(child, 'close');
  while (!said.startsWith('ready') && child.exitCode === null) await new Promise((next) => setTimeout(next, 10));
  const end = Date.now() + 3000;
  while (Date.now() < end && child.exitCode === null && child.signalCode === null) {
    for (let i = 0; i < 20; i++) child.kill('SIGUSR2');
    await new Promise((next) => setTimeout(next, 1));
  }
  // Not a signal: of very many that come at once, Node loses some.
  child.stdin.end();
  const patience = setTimeout(() => child.kill('SIGKILL'), 30_000);
  const how = await ended;
  clearTimeout(patience);
  assert.deepEqual(how, [0, null], complaint);
  const {heard, products, wrong} = JSON.parse(said.slice('ready'.length)) as Record<string, number>;
  assert.equal(wrong, 0);
  assert.ok(heard! > 100 && products! > 40, said);
});
