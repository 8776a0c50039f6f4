/** Image files, through the decoder. */
import {readFileSync} from 'node:fs';
import {deflateSync} from 'node:zlib';
import {decode} from '../../../src/data/decode.js';
import {holds, type Target} from '../target.js';
import {crc32} from './crc.js';
import {fixture} from './fixture.js';

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};
const chunk = (kind: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(kind), data]);
  return Buffer.concat([u32(data.length), body, u32(crc32(body))]);
};
/** A PNG of one colour that says it has this size. */
export const pngOf = (width: number, height: number, extra: Buffer[] = []): Buffer =>
  Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', Buffer.concat([u32(width), u32(height), Buffer.from([8, 2, 0, 0, 0])])),
    ...extra,
    chunk('IDAT', deflateSync(Buffer.alloc(Math.min(1 << 16, height * (3 * width + 1))))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
/** A colour profile that is none. */
const brokenProfile = chunk(
  'iCCP',
  Buffer.concat([Buffer.from('x\0\0'), deflateSync(Buffer.from('not a profile'.repeat(30)))]),
);
export const SVG = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><image href="file:///etc/passwd"/><rect width="8" height="8"/></svg>',
);

const SETTINGS = {resolution: 8, channels: 3, resize: 'area'} as const;
const odd = (name: string): Buffer => readFileSync(fixture('data', 'odd', name));
/** Its conversion takes twenty times as long as the others: what follows an image makes it one of the rare, large inputs. */
const cmyk = (): Buffer => Buffer.concat([odd('cmyk.jpg'), Buffer.alloc(1 << 12)]);

export const images: Target = {
  name: 'images',
  file: 'image.png',
  words: ['IHDR', 'IDAT', 'iCCP', 'tRNS', 'acTL', 'JFIF', 'Exif', 'ICC_PROFILE', 'RIFF', 'WEBP', 'GIF89a', 'II*\0'],
  slice: 300,
  seeds: () => [
    pngOf(2, 2),
    pngOf(60_000, 60_000),
    pngOf(8, 8, [brokenProfile]),
    SVG,
    cmyk(),
    ...['plain.png', 'animated.gif', 'deep.png', 'grey.jpg', 'alpha.png', 'truncated.jpg'].map(odd),
  ],
  async read(_path, bytes) {
    // One of both each time: what decodes is the same.
    const channels = bytes.length % 2 === 0 ? 1 : 3;
    const made = await decode({name: 'image', encoded: bytes}, {...SETTINGS, channels});
    if ('fault' in made) holds(made.fault.length > 0 && made.fault.length < 500, `the fault ${made.fault}`);
    else holds(made.pixels.length === 8 * 8 * channels, `${made.pixels.length} pixels of 8×8×${channels}`);
  },
};
