/** `ddsm validate`: every problem at once; writes nothing. */
import {EXIT, type Problem} from '../problem.js';
import {loadSpec} from '../spec/load.js';
import {formatProblem, jsonProblems, note, print, printJson} from './output.js';

export function validate(specs: string[], {json = false, set}: {json?: boolean; set: string[]}): void {
  const problems: Problem[] = [];
  for (const spec of specs) {
    const found = loadSpec(spec, {set}).problems;
    problems.push(...found);
    if (!json && found.length === 0) print(`${spec}: valid`);
  }
  if (json) printJson(jsonProblems(problems));
  else {
    for (const problem of problems) note(formatProblem(problem));
    if (problems.length > 0) note(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`);
  }
  process.exitCode = problems.length > 0 ? EXIT.usage : EXIT.done;
}
