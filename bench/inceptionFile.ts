/** Inception's weights from a seed, in a file as `ddsm import` makes it. */
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {inceptionTensors} from '../src/convert/families.js';
import {fillNormals} from '../src/random.js';
import {writeSafetensors} from '../src/weights/safetensors.js';

export function inceptionFile(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'ddsm-inception-')), 'inception.safetensors');
  const shapes = inceptionTensors();
  writeSafetensors(path, {
    shapes,
    metadata: {},
    read(name) {
      const shape = shapes.get(name)!;
      const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
      fillNormals(data, {seed: 1, stream: 1001});
      return {shape, data: name.endsWith('running_var') ? data.fill(1) : data.map((value) => 0.05 * value)};
    },
  });
  return path;
}
