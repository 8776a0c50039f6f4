/** `ddsm validate`: every problem at once; writes nothing. */
import {EXIT, isWarning, type Problem} from '../problem.js';
import {loadSpec, wanting} from '../spec/load.js';
import {jsonProblems, note, noteProblem, print, printJson} from './output.js';

export function validate(specs: string[], {json = false, set}: {json?: boolean; set: string[]}): void {
  const problems: Problem[] = [];
  for (const spec of specs) {
    const found = problemsOf(spec, set);
    problems.push(...found);
    if (!json && found.every(isWarning)) print(`${spec}: valid`);
  }
  const warnings = problems.filter(isWarning).length;
  const errors = problems.length - warnings;
  if (json) printJson(jsonProblems(problems));
  else {
    problems.forEach(noteProblem);
    const counts = [count(errors, 'problem'), count(warnings, 'warning')].filter((one) => one !== undefined);
    if (counts.length > 0) note(counts.join(', '));
  }
  process.exitCode = errors > 0 ? EXIT.usage : EXIT.done;
}

/** Everything that is wrong with a spec, and what of weights is not there yet. */
function problemsOf(spec: string, set: string[]): Problem[] {
  const {experiment, problems, source} = loadSpec(spec, {set});
  return experiment ? [...problems, ...wanting(experiment, {file: spec, source, wants: ['weights']})] : problems;
}

const count = (number: number, what: string): string | undefined =>
  number === 0 ? undefined : `${number} ${what}${number === 1 ? '' : 's'}`;
