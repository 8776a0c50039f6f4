/**
 * Every benchmark's program here and in another built checkout, in turns: `npm run bench -- against ../ddsm-before`. Each is
 * made and called first in a process of its own, whose seconds, processor seconds and memory are compared, too.
 */
import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';
import {resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {packageRoot} from '../src/paths.js';
import type {Made} from './againstChild.js';
import {median, report} from './peer.js';

const PROGRAMS = ['forward', 'forward64', 'narrow', 'bfloat16', 'step', 'sampling', 'inception', 'frechet'];
const REPEATS = 7;

const [other, ...wanted] = process.argv.slice(2);
if (other === undefined) {
  console.error('usage: npm run bench -- against FOLDER [PROGRAM…]; FOLDER is a checkout that was built');
  process.exit(2);
}
const sides = [resolve(other), packageRoot] as const;
const child = fileURLToPath(new URL('againstChild.js', import.meta.url));

async function ask<Reply>(process: ChildProcess, message: string): Promise<Reply> {
  process.send(message);
  const [reply] = (await once(process, 'message')) as [Reply];
  return reply;
}

for (const name of wanted.length > 0 ? wanted : PROGRAMS) {
  const processes = sides.map((side) => fork(child, [side, name]));
  const made: Made[] = [];
  for (const process of processes) made.push(await ask<Made>(process, 'make'));
  const times = processes.map((): number[] => []);
  for (let repeat = 0; repeat < REPEATS; repeat++)
    for (const [side, process] of processes.entries()) times[side]!.push(await ask<number>(process, 'time'));
  for (const process of processes) process.kill();
  const [before, now] = times.map(median) as [number, number];
  report({
    ...{bench: 'against', program: name, beforeMs: before, ms: now, ratio: now / before},
    ...{firstSeconds: made.map(({seconds}) => seconds), firstCpu: made.map(({cpu}) => cpu)},
    peakMegabytes: made.map(({megabytes}) => megabytes),
  });
}
