/** Grids of images as PNG. */
import sharp from 'sharp';

/** Images [count, resolution, resolution, channels] in [−1, 1] → a square grid, each pixel magnified to be seen. */
export async function gridPng(
  images: Float32Array,
  {resolution, imageChannels}: {resolution: number; imageChannels: number},
): Promise<Buffer> {
  const size = resolution * resolution * imageChannels;
  const count = Math.min(64, Math.floor(images.length / size));
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
          pixels[((top + y) * width + left + x) * imageChannels + c] = Math.round(
            Math.min(1, Math.max(0, (value + 1) / 2)) * 255,
          );
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
