/** What a spec asks for when a run ends (`onEnd`): a command of the user's, told by its environment what happened. */
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {resolve} from 'node:path';
import {type Experiment, specFolder} from '../spec/experiment.js';
import {runFiles} from '../store/runFolder.js';

export interface RunEnd {
  /** The run folder. */
  run: string;
  state: 'done' | 'failed' | 'stopped';
  seconds: number;
  /** Why it failed. */
  message?: string;
}

/** Milliseconds that the command may take. */
const PATIENCE = 60_000;

/** Runs the command and waits for it. What it prints goes to stderr; that it failed is said, and changes nothing. */
export function runOnEnd({onEnd, name, ...spec}: Experiment, end: RunEnd, note: (line: string) => void): void {
  if (onEnd === undefined) return;
  const {results} = runFiles(resolve(end.run));
  const {status, signal, error} = spawnSync('/bin/sh', ['-c', onEnd], {
    cwd: specFolder(spec),
    stdio: ['ignore', 2, 2],
    timeout: PATIENCE,
    env: {
      ...process.env,
      DDSM_EXPERIMENT: name,
      DDSM_RUN: resolve(end.run),
      DDSM_STATE: end.state,
      DDSM_SECONDS: String(Math.round(end.seconds)),
      DDSM_MESSAGE: end.message ?? '',
      DDSM_RESULTS: existsSync(results) ? results : '',
    },
  });
  const how = error?.message ?? (signal ? `was ended by ${signal}` : `exited with ${status}`);
  if (status !== 0) note(`onEnd: the command ${how}`);
}
