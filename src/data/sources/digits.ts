/** The embedded 8×8 handwritten digits. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import {packageRoot} from '../../paths.js';
import {type ImageSource, numbersFrom} from '../source.js';

const PIXELS = 64;

/** 1,797 images, ten classes. Intensities 0 … 16 are stretched to 0 … 255. */
export function digitsSource(): ImageSource {
  const text = gunzipSync(readFileSync(join(packageRoot, 'data', 'digits.csv.gz'))).toString();
  const rows = text.trim().split('\n');
  const values = rows.map((row) => row.split(',').map(Number));
  return {
    count: rows.length,
    classes: Array.from('0123456789'),
    leftOut: [],
    label: (image) => values[image]![PIXELS]!,
    async *images(numbers = numbersFrom(0, rows.length)) {
      for (const number of numbers) {
        const row = values[number]!;
        const pixels = Uint8Array.from({length: PIXELS}, (_, i) => Math.round((row[i]! * 255) / 16));
        yield {name: `digit ${number}`, label: row[PIXELS]!, raw: {width: 8, height: 8, channels: 1, pixels}};
      }
    },
    close() {},
  };
}
