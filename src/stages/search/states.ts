/** The states that a search keeps of one batch of images, in files named after the way to them. */
import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {remove} from '../../commit.js';
import {hashOf} from '../../plan/key.js';
import type {Path} from '../../search/path.js';
import {readState, writeState} from '../../store/stateFile.js';
import type {StateStore} from '../walkBatch.js';

/** A state that was there is not, or not whole: the walk has to be planned without it. */
export class StateLost extends Error {}

const EXTENSION = '.state';
const fileName = (name: string): string => `${name.length}-${hashOf(name).slice(0, 32)}${EXTENSION}`;

export class BatchStates implements StateStore {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Names of states on these paths. What is not on one of them is deleted: nothing will ask for it. */
  find(paths: Iterable<Path>): Set<string> {
    const files = new Set(existsSync(this.folder) ? readdirSync(this.folder) : []);
    const depths = [...new Set([...files].map((file) => Number.parseInt(file, 10)))].filter(Number.isInteger);
    const found = new Set<string>();
    for (const path of paths) {
      for (const depth of depths) {
        const name = path.slice(0, depth);
        if (files.has(fileName(name))) found.add(name);
      }
    }
    const wanted = new Set([...found].map(fileName));
    for (const file of files) if (file.endsWith(EXTENSION) && !wanted.has(file)) remove(join(this.folder, file));
    return found;
  }

  drop(names: Iterable<string>): void {
    for (const name of names) remove(this.place(name));
  }

  /** Throws StateLost where it is not there whole; what is left of it is deleted. */
  read(name: string): Float32Array[] {
    const arrays = readState(this.place(name));
    if (arrays) return arrays;
    this.drop([name]);
    throw new StateLost(`the state after ${name.length} steps is lost`);
  }

  write(name: string, arrays: readonly Float32Array[]): void {
    writeState(this.place(name), arrays);
  }

  private place(name: string): string {
    return join(this.folder, fileName(name));
  }
}
