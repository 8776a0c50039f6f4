/** Standard normals a second: native code on one core beside JavaScript, both in the same run and to the same bits. */
import {fillNoise, startNoise} from '../src/noise.js';
import {STREAM} from '../src/random.js';
import {noiseAddon} from '../src/runtime/noise.js';
import {report, timed} from './peer.js';

const addon = noiseAddon();
if (!addon) {
  console.error('the addon for noise is not built: run `npm ci`');
  process.exit(1);
}
/** A batch of CIFAR-10. */
const size = 32 * 32 * 3;
const images = Array.from({length: Number(process.argv[2] ?? 256)}, (_, image) => image);
const request = {seed: 1, stream: STREAM.samplingNoise, step: 500, images};
const count = images.length * size;
const best = (repeats: number, run: () => void): number =>
  Math.min(...Array.from({length: repeats}, () => timed(run))) / 1000;

const [native, javascript] = [new Float32Array(count), new Float32Array(count)];
const rates: Record<string, number> = {};
for (const [path, name] of addon.paths.entries())
  rates[name] =
    count / best(40, () => fillNoise(native, request, {...addon, fill: (a, b, c) => addon.fill(a, b, c, path)}));
const nativeSeconds = best(40, () => fillNoise(native, request));
const javascriptSeconds = best(5, () => fillNoise(javascript, request, null));
const threadSeconds = best(40, () => startNoise(size, request).values());
report({
  bench: 'noise',
  normals: count,
  native: count / nativeSeconds,
  javascript: count / javascriptSeconds,
  ratio: javascriptSeconds / nativeSeconds,
  paths: rates,
  newArray: count / threadSeconds,
  equal: Buffer.from(native.buffer).equals(Buffer.from(javascript.buffer)),
});
