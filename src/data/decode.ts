/** One image of a source → the pixels that the model sees, and what was odd about it. */
import type {Metadata} from 'sharp';
import {messageOf, ProblemError} from '../problem.js';
import {beginsAsImage, readImageFile} from './imageFile.js';
import {resizeArea} from './resize.js';
import {badData, type RawImage, type SourceImage} from './source.js';

export interface DecodeSettings {
  resolution: number;
  channels: 1 | 3;
  /** Side of the central square that is cut out first; undefined for the largest one. */
  crop?: number | undefined;
  resize: 'lanczos' | 'area' | 'pad';
}

/** What can be odd about an image that is used all the same. */
export type Oddity = 'greyscale' | 'cmyk' | 'animated' | 'transparent' | '16-bit' | 'turned' | 'enlarged';

export type Decoded = {pixels: Uint8Array; odd: Oddity[]} | {fault: string};

const NO_IMAGE = 'is no PNG, JPEG, WebP, GIF, TIFF or AVIF file';

/** Bytes of the largest image that is decoded: 67 million pixels of three bytes. Decoding and cutting takes twice that. */
const MOST_BYTES = 3 * 2 ** 26;
/** Pixels of its longer side: a decoder holds several of its rows. */
const MOST_SIDE = 2 ** 15;
/** Bytes of a number, by libvips' names. */
const DEPTHS: Record<string, number> = {uchar: 1, char: 1, ushort: 2, short: 2, uint: 4, int: 4, float: 4};

/** Kinds of numbers that have no range of their own, or none that the decoder keeps to, by libvips' names. */
const STRANGE_DEPTHS: Record<string, string> = {
  char: 'signed 8-bit',
  short: 'signed 16-bit',
  uint: '32-bit',
  int: 'signed 32-bit',
  float: '32-bit floating-point',
  double: '64-bit floating-point',
  complex: 'complex',
  dpcomplex: 'complex',
};
/** Channels of each kind of colour, with one for transparency, by libvips' names. */
const SPACES: Record<string, number> = {srgb: 4, rgb16: 4, 'b-w': 2, grey16: 2, cmyk: 5};

/** Why an image's numbers are not colours of a known range, or undefined. */
function rangeFault({depth = 'uchar', space = 'srgb', channels = 3}: Metadata): string | undefined {
  const allowed = 'decoded are 8 and 16 bits without sign, of grey, RGB or CMYK';
  const strange = STRANGE_DEPTHS[depth];
  if (strange !== undefined) return `holds ${strange} numbers, whose range is not known; ${allowed}`;
  if (channels > (SPACES[space] ?? 0)) return `holds ${channels} channels of the kind ${space}; ${allowed}`;
  return undefined;
}

/** Why an image is too large to be decoded, or undefined: what it claims to be is known before memory is taken for it. */
function excessOf({
  width = 0,
  height = 0,
  pageHeight = height,
  channels = 3,
  depth,
  isProgressive,
}: Metadata): string | undefined {
  // What comes in several passes is held whole by its decoder, and then once more.
  const passes = isProgressive ? 2 : 1;
  const bytes = width * pageHeight * Math.max(channels, 3) * (DEPTHS[depth ?? 'uchar'] ?? 16) * passes;
  if (bytes <= MOST_BYTES && Math.max(width, pageHeight) <= MOST_SIDE) return undefined;
  const megabytes = (count: number): number => Math.round(count / 1e6);
  return `is huge: ${width}×${pageHeight} pixels take ${megabytes(bytes)} MB; at most ${megabytes(MOST_BYTES)} MB, and ${MOST_SIDE} pixels a side, are decoded`;
}

function odditiesOf(facts: Metadata): Oddity[] {
  const odd: Oddity[] = [];
  if (facts.space === 'b-w' || facts.space === 'grey16') odd.push('greyscale');
  if (facts.space === 'cmyk') odd.push('cmyk');
  if ((facts.pages ?? 1) > 1) odd.push('animated');
  // Every GIF is read with an alpha channel.
  if (facts.hasAlpha && facts.format !== 'gif') odd.push('transparent');
  if (facts.depth === 'ushort') odd.push('16-bit');
  if ((facts.orientation ?? 1) > 1) odd.push('turned');
  return odd;
}

/** Never throws for what is wrong with the image. */
export async function decode(image: SourceImage, settings: DecodeSettings): Promise<Decoded> {
  if ('fault' in image) return {fault: image.fault};
  try {
    return 'raw' in image ? await fit(image.raw, settings) : await decodeFile(image.encoded, settings);
  } catch (error) {
    return {fault: messageOf(error).split('\n')[0]!};
  }
}

/** Facts of an image's header, or the reason not to decode it. Throws the decoder's errors. */
async function factsOf(encoded: Buffer): Promise<Metadata | {fault: string}> {
  if (encoded.length === 0) return {fault: 'is empty'};
  if (!beginsAsImage(encoded)) return {fault: NO_IMAGE};
  const {default: sharp} = await import('sharp');
  const facts = await sharp(encoded, {limitInputPixels: false}).metadata();
  const fault = excessOf(facts) ?? rangeFault(facts);
  return fault === undefined ? facts : {fault};
}

async function decodeFile(encoded: Buffer, settings: DecodeSettings): Promise<Decoded> {
  const facts = await factsOf(encoded);
  if ('fault' in facts) return facts;
  const {default: sharp} = await import('sharp');
  const upright = sharp(encoded, {limitInputPixels: MOST_BYTES / 3})
    .rotate()
    .removeAlpha();
  const shown = settings.channels === 1 ? upright.greyscale() : upright.toColourspace('srgb');
  const {data, info} = await shown.raw({depth: 'uchar'}).toBuffer({resolveWithObject: true});
  const raw = {width: info.width, height: info.height, channels: info.channels as 1 | 3, pixels: data};
  const fitted = await fit(raw, settings);
  return 'fault' in fitted
    ? fitted
    : {
        pixels: fitted.pixels,
        odd: [...odditiesOf(facts).filter((one) => settings.channels === 3 || one !== 'greyscale'), ...fitted.odd],
      };
}

/** The central square of an image, at the model's resolution and with its channels. */
async function fit(image: RawImage, {resolution, channels, crop, resize}: DecodeSettings): Promise<Decoded> {
  const {width, height} = image;
  if (resize === 'pad' && crop === undefined) return padded(image, {resolution, channels});
  const side = crop ?? Math.min(width, height);
  if (side > width || side > height) return {fault: `is ${width}×${height}, smaller than the crop of ${side} pixels`};
  const odd: Oddity[] = side < resolution ? ['enlarged'] : [];
  if (side === resolution && width === side && height === side)
    return {pixels: withChannels(image.pixels, image.channels, channels), odd};
  const [left, top] = [Math.floor((width - side) / 2), Math.floor((height - side) / 2)];
  if (resize === 'pad' || (resize === 'area' && side >= resolution)) {
    const square = new Uint8Array(side * side * image.channels);
    for (let y = 0; y < side; y++) {
      const from = ((top + y) * width + left) * image.channels;
      square.set(image.pixels.subarray(from, from + side * image.channels), y * side * image.channels);
    }
    if (resize === 'pad')
      return padded({width: side, height: side, channels: image.channels, pixels: square}, {resolution, channels});
    const small = resizeArea(square, {width: side, height: side, channels: image.channels}, resolution);
    return {pixels: withChannels(small, image.channels, channels), odd};
  }
  const {default: sharp} = await import('sharp');
  const pixels = await sharp(image.pixels, {raw: {width, height, channels: image.channels}})
    .extract({left, top, width: side, height: side})
    .resize(resolution, resolution, {kernel: 'lanczos3'})
    .toColourspace(image.channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer();
  return {pixels: withChannels(pixels, image.channels, channels), odd};
}

/** An image as it is, in the middle of black. */
function padded(
  {width, height, channels: from, pixels}: RawImage,
  {resolution, channels}: Pick<DecodeSettings, 'resolution' | 'channels'>,
): Decoded {
  if (width > resolution || height > resolution)
    return {fault: `is ${width}×${height}, larger than the ${resolution} pixels that it is padded to`};
  const [left, top] = [Math.floor((resolution - width) / 2), Math.floor((resolution - height) / 2)];
  const out = new Uint8Array(resolution * resolution * from);
  for (let y = 0; y < height; y++)
    out.set(pixels.subarray(y * width * from, (y + 1) * width * from), ((top + y) * resolution + left) * from);
  return {pixels: withChannels(out, from, channels), odd: []};
}

/** One channel three times, or the luma of three (ITU-R BT.601). */
function withChannels(pixels: Uint8Array, from: 1 | 3, to: 1 | 3): Uint8Array {
  if (from === to) return pixels;
  const out = new Uint8Array((pixels.length / from) * to);
  for (let i = 0; i < pixels.length / from; i++) {
    if (to === 3) out.fill(pixels[i]!, 3 * i, 3 * i + 3);
    else out[i] = Math.round(0.299 * pixels[3 * i]! + 0.587 * pixels[3 * i + 1]! + 0.114 * pixels[3 * i + 2]!);
  }
  return out;
}

/**
 * An image as pytorch-fid reads it: [height, width, 3], 0 … 255, neither turned by its EXIF nor brought from its colour
 * profile to sRGB. Throws a ProblemError naming a file that cannot be read.
 */
export async function readImage(
  path: string,
  read: () => Promise<Buffer> = () => readImageFile(path),
): Promise<{width: number; height: number; pixels: Uint8Array}> {
  const {default: sharp} = await import('sharp');
  try {
    const encoded = await read();
    const facts = await factsOf(encoded);
    if ('fault' in facts) throw badData(path, facts.fault);
    const image = sharp(encoded, {limitInputPixels: MOST_BYTES / 3, ignoreIcc: true})
      .toColourspace('srgb')
      .removeAlpha();
    const {data, info} = await image.raw().toBuffer({resolveWithObject: true});
    return {width: info.width, height: info.height, pixels: data};
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw badData(path, 'cannot be read as an image', {cause: error});
  }
}
