/** Which blocks of the project's code, and of the libraries that read for it, have run: V8's own counts. */
import {type Profiler, Session} from 'node:inspector';

const WATCHED = /\/dist\/src\/|\/node_modules\/(yauzl|yaml|csv-parse)\//;

export class Coverage {
  private readonly session = new Session();
  private readonly seen = new Set<string>();

  constructor() {
    this.session.connect();
    this.session.post('Profiler.enable');
    this.session.post('Profiler.startPreciseCoverage', {callCount: true, detailed: true});
  }

  /** Blocks that ran since the last call and never before it. */
  fresh(): Set<string> {
    const fresh = this.take((block) => !this.seen.has(block));
    for (const block of fresh) this.seen.add(block);
    return fresh;
  }

  /** Blocks that ran since the last call, of those that are asked for. */
  reached(among: ReadonlySet<string>): Set<string> {
    return this.take((block) => among.has(block));
  }

  private take(wanted: (block: string) => boolean): Set<string> {
    let scripts: Profiler.ScriptCoverage[] = [];
    this.session.post('Profiler.takePreciseCoverage', (error, taken) => {
      if (error) throw error;
      scripts = taken.result;
    });
    const blocks = new Set<string>();
    for (const {url, scriptId, functions} of scripts) {
      if (!WATCHED.test(url)) continue;
      for (const {ranges} of functions)
        for (const {startOffset, endOffset, count} of ranges) {
          const block = `${scriptId}:${startOffset}:${endOffset}`;
          if (count > 0 && wanted(block)) blocks.add(block);
        }
    }
    return blocks;
  }

  get blocks(): number {
    return this.seen.size;
  }

  close(): void {
    this.session.post('Profiler.stopPreciseCoverage');
    this.session.disconnect();
  }
}
