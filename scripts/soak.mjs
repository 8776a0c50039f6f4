// Kills a real run again and again, continues it with the same command, and compares what comes out with an undisturbed run.
//   npm run soak -- [--spec FILE | --tiny] [--kills 50] [--workers 2] [--mean SECONDS] [--minutes M] [--seed 1] [--out DIR]
// Each kill takes the parent, a compute process, or both; or it is a SIGTERM. Half of them come at a random moment, the
// others at a random moment of the stage that has had the fewest, so that short stages are met, too. Whoever ends first is
// started again. After --minutes no more are killed, and the run is let to its end. When a run ends before all kills are done, it is compared and begun anew.
// A soak that was ended itself goes on when it is started again with the same --out: its own end counts as no kill.
import {spawn, spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const {values: options} = parseArgs({
  options: {
    spec: {type: 'string', default: join(root, 'experiments', 'quickstart.yaml')},
    tiny: {type: 'boolean', default: false},
    kills: {type: 'string', default: '50'},
    workers: {type: 'string', default: '2'},
    mean: {type: 'string', default: '10'},
    minutes: {type: 'string', default: 'Infinity'},
    seed: {type: 'string', default: '1'},
    out: {type: 'string', default: join(tmpdir(), `ddsm-soak-${process.pid}`)},
  },
});
/** How often an aimed kill looks where the run is. */
const LOOK_MS = 50;
/** How long an aimed kill waits at most within its stage, in units of --mean. */
const MOST_MEANS = 4;
const TINY = `dataset: {kind: digits, resolution: 8, flips: false, limit: 200}
model: {channels: 16, multipliers: [1], blocks: 1, groups: 4, dropout: 0.1}
widths: {options: [4/8, 6/8, 8/8]}
train: {iterations: 60, batch: 8, warmup: 5, emaWarmup: true, checkpointEvery: 5}
baseline: {iterations: 30, batch: 8, groups: 4}
search: {population: 4, iterations: 3, mutation: 0.2, images: 32, batch: 32, sampler: {kind: ddim, steps: 5}, rescore: 2}
classifier: {iterations: 60, batch: 32, features: 8}
evaluate: {metric: frechet, images: 64, batch: 16}
`;

const out = resolve(options.out);
mkdirSync(out, {recursive: true});
if (options.tiny) writeFileSync(join(out, 'tiny.yaml'), TINY);
const spec = options.tiny ? join(out, 'tiny.yaml') : resolve(options.spec);
const name = basename(spec).replace(/\.ya?ml$/, '');
const say = (line) => console.log(line);

// A small generator, so that a soak can be repeated; the moments are the machine's.
let state = Number(options.seed) >>> 0;
const random = () => {
  state = (state + 0x6d2b79f5) >>> 0;
  let value = Math.imul(state ^ (state >>> 15), state | 1);
  value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
  return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
};

const argumentsFor = (runs) => [
  join(root, 'bin', 'ddsm.js'),
  'run',
  spec,
  '--runs',
  runs,
  '--plain',
  '--workers',
  options.workers,
];

/** What a finished run is compared by: its tables, its strategy, and the last weights of everything that was trained. */
function resultsIn(run) {
  const found = {};
  for (const entry of readdirSync(run, {recursive: true, withFileTypes: true})) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const inside = path.slice(run.length + 1);
    const isResult =
      /^tables\/|strategy\.json$|classifier\.safetensors$|generations\.jsonl$/.test(inside) ||
      (/checkpoints\/step-\d+\/.*\.safetensors$/.test(inside) && isLast(dirname(path)));
    if (entry.isFile() && isResult && !inside.startsWith('attic/'))
      found[inside] = createHash('sha256').update(readFileSync(path)).digest('hex');
  }
  return found;
}
const isLast = (checkpoint) => readdirSync(dirname(checkpoint)).sort().at(-1) === basename(checkpoint);

/** A line of a journal; none where it is being written. */
const parsed = (line) => {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
};

/** What a run's journal says so far. */
function eventsOf(run) {
  const journal = join(run, 'journal.jsonl');
  return existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').slice(0, -1).flatMap(parsed) : [];
}

/** The stages that are at work. A run that was killed has not ended them: only events from `began` on count. */
function openStages(run, began = 0) {
  const open = new Set();
  for (const {event, stage, at} of eventsOf(run))
    if (Date.parse(at) < began) continue;
    else if (event === 'start') open.add(stage);
    else if (event !== 'progress') open.delete(stage);
  return [...open];
}

const workersOf = (run) => {
  try {
    return JSON.parse(readFileSync(join(run, 'compute.json'), 'utf8')).processes.map(({pid}) => pid);
  } catch {
    return [];
  }
};
const kill = (pid, signal = 'SIGKILL') => {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
};

/** Starts the run and disturbs it once; resolves with how it ended, and whether it was disturbed. */
function attempt(runs, number) {
  const run = join(runs, name);
  const began = Date.now();
  const child = spawn(process.execPath, argumentsFor(runs), {stdio: ['ignore', 'ignore', 'pipe']});
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said = (said + text).slice(-2000);
  });
  const kind = ['parent', 'worker', 'both', 'SIGTERM'][Math.floor(random() * 4)];
  let aim = number % 2 === 0 ? leastKilled(run) : undefined;
  const wait = -Math.log(1 - random()) * Number(options.mean);
  let disturbed = false;
  const disturb = () => {
    const workers = workersOf(run);
    const open = openStages(run, began);
    if (aim && !open.includes(aim)) return look();
    if (kind === 'worker' && workers.length > 0) disturbed = kill(workers[Math.floor(random() * workers.length)]);
    else if (kind === 'both') {
      disturbed = kill(child.pid);
      for (const pid of workers) kill(pid);
    } else disturbed = kill(child.pid, kind === 'SIGTERM' ? 'SIGTERM' : 'SIGKILL');
    if (!disturbed) {
      // The file may still name the processes of the attempt before.
      timer = setTimeout(disturb, LOOK_MS);
      return;
    }
    for (const stage of open) killsIn.set(stage, (killsIn.get(stage) ?? 0) + 1);
    const place = open.length > 0 ? `in ${open.join(' and ')}` : 'between stages';
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    say(
      `${String(number).padStart(3)}  ${kind.padEnd(7)}  ${seconds.padStart(5)} s  ${place}${aim ? `, aimed at ${aim}` : ''}`,
    );
  };
  let timer;
  const look = () => {
    if (openStages(run, began).includes(aim))
      timer = setTimeout(disturb, random() * Math.min(lastsMs.get(aim), MOST_MEANS * Number(options.mean) * 1000));
    else {
      // It may have ended before its kill came.
      aim = leastKilled(run);
      timer = setTimeout(look, LOOK_MS);
    }
  };
  if (aim) look();
  else timer = setTimeout(disturb, wait * 1000);
  return new Promise((done) => {
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      done({code, signal, disturbed, said, kind});
    });
  });
}

/** What a run may say when it was disturbed: nothing (it was killed), that it stopped, or that its worker died. */
const isExpected = ({code, signal, disturbed, kind}) =>
  code === 0 ||
  (disturbed &&
    (signal === 'SIGKILL' ||
      (kind === 'SIGTERM' && (code === 143 || signal === 'SIGTERM')) ||
      (kind !== 'parent' && code === 1)));

say(`the undisturbed run of ${name}`);
const began = performance.now();
const whole = spawnSync(process.execPath, argumentsFor(join(out, 'whole')), {encoding: 'utf8'});
if (whole.status !== 0) throw new Error(whole.stderr);
const wanted = resultsIn(join(out, 'whole', name));
say(`took ${((performance.now() - began) / 1000).toFixed(0)} s; ${Object.keys(wanted).length} files are compared`);

/** How long each stage took when nothing disturbed it, in milliseconds. */
const lastsMs = new Map();
const startedAt = new Map();
for (const {event, stage, at} of eventsOf(join(out, 'whole', name)))
  if (event === 'start') startedAt.set(stage, Date.parse(at));
  else if (event === 'done') lastsMs.set(stage, Date.parse(at) - startedAt.get(stage));
/** What was done by soaks with the same --out. */
const count = join(out, 'count.json');
const before = existsSync(count) ? JSON.parse(readFileSync(count, 'utf8')) : {kills: 0, rounds: 0, killsIn: {}};
const killsIn = new Map([...lastsMs.keys()].map((stage) => [stage, before.killsIn[stage] ?? 0]));
/** Of the stages that a run has not finished; none where it has finished all. */
function leastKilled(run) {
  const done = new Set(eventsOf(run).flatMap(({event, stage}) => (event === 'done' ? [stage] : [])));
  return [...killsIn].filter(([stage]) => !done.has(stage)).sort(([, a], [, b]) => a - b)[0]?.[0];
}

const until = performance.now() + Number(options.minutes) * 60_000;
const isOver = () => performance.now() > until;
const runs = join(out, 'killed');
let [kills, rounds, wrong] = [before.kills, before.rounds, 0];
for (;;) {
  writeFileSync(count, JSON.stringify({kills, rounds, killsIn: Object.fromEntries(killsIn)}));
  const ended = await attempt(runs, kills + 1);
  if (ended.disturbed) kills++;
  if (!isExpected(ended)) {
    wrong++;
    say(`     exit ${ended.code ?? ended.signal}, which nobody asked for: ${ended.said}`);
    if (wrong > 3) break;
  }
  if (ended.code !== 0) {
    if (kills < Number(options.kills) && !isOver()) continue;
    const last = spawnSync(process.execPath, argumentsFor(runs), {encoding: 'utf8'});
    if (last.status !== 0) {
      wrong++;
      say(`     the last one: exit ${last.status ?? last.signal}: ${last.stderr}`);
      break;
    }
  }
  rounds++;
  const found = resultsIn(join(runs, name));
  const different = Object.keys({...wanted, ...found}).filter((file) => wanted[file] !== found[file]);
  const rubbish = readdirSync(join(runs, name), {recursive: true}).filter((file) => /ddsm-tmp|lock/.test(file));
  say(
    `run ${rounds} is finished after ${kills} kills: ${different.length === 0 ? 'the same bytes' : `DIFFERENT: ${different.join(', ')}`}${rubbish.length > 0 ? `; left over: ${rubbish.join(', ')}` : ''}`,
  );
  if (different.length > 0 || rubbish.length > 0) wrong++;
  if (kills >= Number(options.kills) || isOver() || wrong > 0) break;
  rmSync(runs, {recursive: true});
}
say(
  JSON.stringify({
    spec: name,
    kills,
    runs: rounds,
    wrong,
    killsIn: Object.fromEntries(killsIn),
    workers: Number(options.workers),
    seconds: Math.round((performance.now() - began) / 1000),
  }),
);
if (wrong === 0) rmSync(out, {recursive: true});
else say(`what is wrong lies in ${out}`);
process.exit(wrong === 0 ? 0 : 1);
