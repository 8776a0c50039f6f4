/** `ddsm status`: derived from journals and from who is alive. */
import {existsSync} from 'node:fs';
import {basename, join} from 'node:path';
import {readJournal} from '../run/journal.js';
import {formatSeconds} from '../run/meter.js';
import {listRuns, requireRun} from '../run/past.js';
import {describeOwner, isAlive, ownerOf} from '../store/lock.js';
import {runFiles} from '../store/runFolder.js';
import {toMarkdown} from '../tables/results.js';
import {print, printJson} from './output.js';

function statusOf(run: string) {
  const events = readJournal(run);
  const owner = ownerOf(run);
  const alive = owner !== undefined && isAlive(owner);
  const last = events.at(-1);
  const progress = events.filter(({event, stage}) => event === 'progress' && stage === last?.stage).at(-1);
  const finished = existsSync(runFiles(run).results) && last?.event === 'done';
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
  const folders =
    names.length > 0
      ? names.map((name) => requireRun(name, runs))
      : listRuns(runs)
          .map((name) => join(runs, name))
          .filter((run) => existsSync(runFiles(run).journal));
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
