/** `ddsm status`: derived from journals and from who is alive. */
import {existsSync, readdirSync} from 'node:fs';
import {basename, join} from 'node:path';
import {EXIT, ProblemError} from '../problem.js';
import {readLines} from '../store/files.js';
import {describeOwner, isAlive, ownerOf} from '../store/lock.js';
import {toMarkdown} from '../tables/results.js';
import {formatSeconds, print, printJson} from './output.js';

interface Event {
  event: 'start' | 'progress' | 'done' | 'stopped' | 'failed';
  stage: string;
  done?: number;
  total?: number;
  rate?: number;
  etaSeconds?: number | null;
}

function statusOf(run: string) {
  const events = readLines<Event>(join(run, 'journal.jsonl'));
  const owner = ownerOf(run);
  const alive = owner !== undefined && isAlive(owner);
  const last = events.at(-1);
  const progress = events.filter(({event, stage}) => event === 'progress' && stage === last?.stage).at(-1);
  const finished = existsSync(join(run, 'tables', 'results.csv')) && last?.event === 'done';
  const state = alive ? 'running' : last?.event === 'failed' ? 'failed' : finished ? 'done' : 'stopped';
  return {
    name: basename(run),
    state,
    stage: last?.stage ?? null,
    done: progress?.done ?? null,
    total: progress?.total ?? null,
    rate: progress?.rate ?? null,
    etaSeconds: state === 'running' ? (progress?.etaSeconds ?? null) : null,
    owner: alive && owner ? describeOwner(owner) : null,
  };
}

export function status(names: string[], {runs, json = false}: {runs: string; json?: boolean}): void {
  const unknown = names.find((name) => !existsSync(name) && !existsSync(join(runs, name)));
  if (unknown !== undefined) {
    const known = existsSync(runs) ? readdirSync(runs) : [];
    throw new ProblemError(
      {
        code: 'unknown-run',
        message: `there is no run ${unknown} in ${runs}`,
        allowed: known,
        suggestion:
          known.length > 0 ? `one of ${known.join(', ')}` : 'start one with npx ddsm run experiments/quickstart.yaml',
      },
      {exitCode: EXIT.usage},
    );
  }
  const folders =
    names.length > 0
      ? names.map((name) => (existsSync(name) ? name : join(runs, name)))
      : existsSync(runs)
        ? readdirSync(runs)
            .map((name) => join(runs, name))
            .filter((path) => existsSync(join(path, 'journal.jsonl')))
        : [];
  const all = folders.map(statusOf);
  if (json) {
    printJson({runs: all});
    return;
  }
  if (all.length === 0) {
    print(`no runs in ${runs}`);
    return;
  }
  const lines = all.map(({name, state, stage, done, total, rate, etaSeconds, owner}) => ({
    run: name,
    state,
    stage: stage ?? '',
    progress: done === null || state === 'done' ? '' : `${done} of ${total}`,
    rate: rate === null || state !== 'running' ? '' : `${rate.toPrecision(3)}/s`,
    left: etaSeconds === null ? '' : formatSeconds(etaSeconds),
    owner: owner ?? '',
  }));
  print(toMarkdown(lines, ['run', 'state', 'stage', 'progress', 'rate', 'left', 'owner']));
}
