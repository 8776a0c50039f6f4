/** Moments of LSUN-bedroom's number of made-up features, streamed from part files: how long, and in how much memory. */
import {linkSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {MomentSums} from '../src/metrics/moments.js';
import {RowFiles} from '../src/store/rows.js';
import {report} from './peer.js';

const count = Number(process.argv[2] ?? 65_536);
const dimensions = Number(process.argv[3] ?? 2048);
/** Rows of a part file; parts beyond the first few are links to these. */
const part = 4096;
const own = 8;
const values = new Float32Array(part * dimensions);
let state = 1;
const folder = mkdtempSync(join(process.argv[4] ?? tmpdir(), 'ddsm-moments-'));
try {
  const paths = Array.from({length: Math.ceil(count / part)}, (_, index) => {
    const path = join(folder, `${index}.features`);
    const rows = Math.min(part, count - index * part);
    if (index >= own && rows === part) linkSync(join(folder, `${index % own}.features`), path);
    else {
      // Arithmetic alone: making rows is to take no memory that would be counted.
      for (let i = 0; i < rows * dimensions; i++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        values[i] = state / 2 ** 32;
      }
      writeFileSync(path, new Uint8Array(values.buffer, 0, 4 * rows * dimensions));
    }
    return path;
  });
  const rows = new RowFiles(paths, dimensions);
  const sums = new MomentSums(dimensions);
  const began = performance.now();
  let told = 0;
  for (const block of rows.blocks(1024)) {
    sums.add(block);
    if (sums.count - told < 262_144) continue;
    told = sums.count;
    const seconds = (performance.now() - began) / 1000;
    report({bench: 'moments', what: 'so far', rows: told, seconds, megabytes: process.memoryUsage.rss() / 1e6});
  }
  const {covariance} = sums.moments();
  const seconds = (performance.now() - began) / 1000;
  // The most that was ever in memory, TensorFlow's included; the kernel counts in KiB.
  const megabytes = (process.resourceUsage().maxRSS * 1024) / 1e6;
  let trace = 0;
  for (let i = 0; i < dimensions; i++) trace += covariance[i * dimensions + i]!;
  report({
    bench: 'moments',
    rows: rows.count,
    dimensions,
    seconds,
    rowsPerSecond: rows.count / seconds,
    megabytes,
    trace,
  });
} finally {
  rmSync(folder, {recursive: true});
}
