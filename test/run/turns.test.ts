import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Turns} from '../../src/run/turns.js';

test('Turns has any number compute together or one alone, in the order of asking', async () => {
  const turns = new Turns();
  const said: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (name: string, alone: boolean): void =>
    void turns.take({alone}).then((end) => {
      said.push(name);
      ends.set(name, end);
    });
  const begun = async (): Promise<string> => {
    await new Promise(setImmediate);
    return said.splice(0).join();
  };
  for (const name of ['a', 'b']) ask(name, false);
  ask('timed', true);
  ask('c', false);
  ask('timed again', true);
  assert.equal(await begun(), 'a,b');
  ends.get('a')!();
  assert.equal(await begun(), '');
  ends.get('b')!();
  assert.equal(await begun(), 'timed');
  ends.get('timed')!();
  assert.equal(await begun(), 'c');
  ends.get('c')!();
  assert.equal(await begun(), 'timed again');
  ends.get('timed again')!();
  ask('d', false);
  assert.equal(await begun(), 'd');
});
