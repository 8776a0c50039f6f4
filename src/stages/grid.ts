/** Grids of images as PNG. */
import sharp from 'sharp';

export interface ImageShape {
  resolution: number;
  imageChannels: number;
}

/** [−1, 1] → 0 … 255. */
export const toByte = (value: number): number => Math.round(Math.min(1, Math.max(0, (value + 1) / 2)) * 255);

/** One image [resolution, resolution, channels] in [−1, 1], pixel for pixel. */
export const imagePng = (image: Float32Array, {resolution, imageChannels}: ImageShape): Promise<Buffer> =>
  sharp(Uint8Array.from(image, toByte), {
    raw: {width: resolution, height: resolution, channels: imageChannels as 1 | 3},
  })
    .png()
    .toBuffer();

/** PNGs of equal size → an animated WebP, or a GIF of 256 colours, that rests on its last frame. */
export function animation(frames: readonly Buffer[], milliseconds: number, format: 'webp' | 'gif'): Promise<Buffer> {
  const delay = frames.map((_, index) => (index + 1 < frames.length ? milliseconds : 2000));
  const joined = sharp([...frames], {join: {animated: true}});
  return (format === 'gif' ? joined.gif({loop: 0, delay}) : joined.webp({loop: 0, lossless: true, delay})).toBuffer();
}

/** Images [count, resolution, resolution, channels] in [−1, 1] → a square grid, each pixel magnified to be seen. */
export async function gridPng(
  images: Float32Array,
  {resolution, imageChannels}: ImageShape,
  {most = 64}: {most?: number} = {},
): Promise<Buffer> {
  const size = resolution * resolution * imageChannels;
  const count = Math.min(most, Math.floor(images.length / size));
  const columns = Math.ceil(Math.sqrt(count));
  const rows = Math.ceil(count / columns);
  const [width, height] = [columns * (resolution + 1) + 1, rows * (resolution + 1) + 1];
  const pixels = new Uint8Array(width * height * imageChannels).fill(255);
  for (let index = 0; index < count; index++) {
    const left = 1 + (index % columns) * (resolution + 1);
    const top = 1 + Math.floor(index / columns) * (resolution + 1);
    for (let y = 0; y < resolution; y++) {
      for (let x = 0; x < resolution; x++) {
        for (let c = 0; c < imageChannels; c++) {
          const value = images[index * size + (y * resolution + x) * imageChannels + c]!;
          pixels[((top + y) * width + left + x) * imageChannels + c] = toByte(value);
        }
      }
    }
  }
  const scale = Math.max(1, Math.floor(640 / width));
  return sharp(pixels, {raw: {width, height, channels: imageChannels as 1 | 3}})
    .resize(width * scale, height * scale, {kernel: 'nearest'})
    .png()
    .toBuffer();
}
