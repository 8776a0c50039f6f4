/** The install step: tries to make the runtime ready, and never fails the install, since most commands need none. */
import {messageOf, ProblemError} from '../problem.js';
import {ensureRuntime} from './binding.js';

export function installRuntime(): void {
  const log = (line: string): void => console.error(`ddsm: ${line}`);
  try {
    ensureRuntime(log);
    log('TensorFlow is ready');
  } catch (error) {
    log(`TensorFlow could not be made ready: ${messageOf(error)}`);
    const suggestion = error instanceof ProblemError ? error.problems[0]?.suggestion : undefined;
    if (suggestion) log(suggestion);
    log('everything that computes nothing works; `npx ddsm doctor` tells more, and `run` tries again');
  }
}
