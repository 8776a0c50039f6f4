/** The embedded 8×8 handwritten digits. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import {packageRoot} from '../../paths.js';
import type {ImageSource} from '../source.js';

const PIXELS = 64;

/** 1,797 images, ten classes. Intensities 0 … 16 are stretched to 0 … 255. */
export function digitsSource(): ImageSource {
  const text = gunzipSync(readFileSync(join(packageRoot, 'data', 'digits.csv.gz'))).toString();
  const rows = text.trim().split('\n');
  return {
    count: rows.length,
    classes: Array.from('0123456789'),
    async *images(first) {
      for (const [index, row] of rows.entries()) {
        if (index < first) continue;
        const values = row.split(',').map(Number);
        const pixels = Uint8Array.from({length: PIXELS}, (_, i) => Math.round((values[i]! * 255) / 16));
        yield {name: `digit ${index}`, label: values[PIXELS]!, raw: {width: 8, height: 8, channels: 1, pixels}};
      }
    },
    close() {},
  };
}
