/** Checkpoints: folders of files whose manifest is written last. Without a valid manifest a checkpoint does not exist. */
import {existsSync, readdirSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {discard, writeFolder, writeInto} from '../commit.js';
import {ProblemError} from '../problem.js';
import {bytesOf, hashOfBytes, readJson, summedJson} from './files.js';

export interface Checkpoint {
  folder: string;
  step: number;
  /** What the writer wants to know again: position in the log, losses, … */
  facts: Record<string, number>;
}

interface Manifest {
  step: number;
  facts: Record<string, number>;
  files: {name: string; size: number; sha256: string}[];
}

const KEPT = 2;
const nameOf = (step: number): string => `step-${String(step).padStart(9, '0')}`;

/** Writes a checkpoint, then removes all but the newest two. */
export function writeCheckpoint(
  parent: string,
  step: number,
  {files, facts}: {files: Record<string, Uint8Array>; facts: Record<string, number>},
): void {
  const manifest: Manifest = {step, facts, files: []};
  writeFolder(join(parent, nameOf(step)), (folder) => {
    for (const [name, bytes] of Object.entries(files)) {
      writeInto(join(folder, name), bytes);
      manifest.files.push({name, size: bytes.length, sha256: hashOfBytes(bytes)});
    }
    writeInto(join(folder, 'manifest.json'), Buffer.from(summedJson(manifest)));
  });
  for (const old of list(parent).slice(KEPT)) discard(join(parent, old));
}

/** The step of the checkpoint that a file belongs to. */
export const stepOf = (file: string): number => Number(basename(dirname(file)).replace('step-', ''));

const list = (parent: string): string[] =>
  existsSync(parent)
    ? readdirSync(parent)
        .filter((name) => /^step-\d{9}$/.test(name))
        .sort()
        .reverse()
    : [];

/** The newest checkpoint whose files are whole; `warn` hears of those that are not. */
export function newestCheckpoint(parent: string, warn: (line: string) => void): Checkpoint | undefined {
  for (const name of list(parent)) {
    const folder = join(parent, name);
    const manifest = readJson<Manifest>(join(folder, 'manifest.json'));
    const fault = manifest ? faultOf(folder, manifest) : 'it was not finished';
    if (manifest && fault === undefined) return {folder, step: manifest.step, facts: manifest.facts};
    warn(`checkpoint ${folder} is not used: ${fault}`);
  }
  return undefined;
}

/** The step of the newest checkpoint that was finished, without a look at its files; 0 where there is none. */
export function savedStep(parent: string): number {
  for (const name of list(parent)) {
    const manifest = readJson<Manifest>(join(parent, name, 'manifest.json'));
    if (manifest) return manifest.step;
  }
  return 0;
}

/**
 * The file of the averaged weights in the newest checkpoint of a training. Throws a ProblemError where it is damaged: those
 * before it are of an earlier step, and what was made of them would be other results.
 */
export function averagedWeights(stage: string): string {
  const faults: string[] = [];
  const checkpoint = newestCheckpoint(join(stage, 'checkpoints'), (line) => faults.push(line));
  if (checkpoint && faults.length === 0) return join(checkpoint.folder, 'ema.safetensors');
  throw new ProblemError({
    code: 'damaged',
    file: stage,
    message: checkpoint ? faults.join('; ') : `${stage} holds no checkpoint that can be used`,
    suggestion: 'delete that folder, then run the experiment again: it is trained from the checkpoint before',
  });
}

function faultOf(folder: string, manifest: Manifest): string | undefined {
  for (const {name, size, sha256: hash} of manifest.files) {
    const bytes = bytesOf(join(folder, name));
    if (!bytes) return `${name} is missing`;
    if (bytes.length !== size || hashOfBytes(bytes) !== hash) return `${name} is damaged`;
  }
  return undefined;
}
