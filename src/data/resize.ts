/** Averages over areas, as OpenCV's INTER_AREA and TensorFlow's area resizing define them: sharp has no such kernel. */

/** What each output pixel takes of the input along one axis: `size` input pixels onto `target`. */
function shares(size: number, target: number): {first: number; weights: number[]}[] {
  const scale = size / target;
  return Array.from({length: target}, (_, index) => {
    const [begin, end] = [index * scale, (index + 1) * scale];
    const first = Math.floor(begin + 1e-9);
    const last = Math.min(size, Math.ceil(end - 1e-9));
    const weights = Array.from(
      {length: last - first},
      (_, i) => (Math.min(end, first + i + 1) - Math.max(begin, first + i)) / scale,
    );
    return {first, weights};
  });
}

/** [height, width, channels] → [target, target, channels]: each pixel is the mean of the area that it covers. */
export function resizeArea(
  pixels: Uint8Array,
  {width, height, channels}: {width: number; height: number; channels: number},
  target: number,
): Uint8Array {
  const across = shares(width, target);
  const narrow = new Float64Array(height * target * channels);
  for (let y = 0; y < height; y++) {
    for (const [x, {first, weights}] of across.entries()) {
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let i = 0; i < weights.length; i++) sum += weights[i]! * pixels[(y * width + first + i) * channels + c]!;
        narrow[(y * target + x) * channels + c] = sum;
      }
    }
  }
  const row = target * channels;
  const out = new Uint8Array(target * row);
  for (const [y, {first, weights}] of shares(height, target).entries()) {
    for (let at = 0; at < row; at++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * narrow[(first + i) * row + at]!;
      out[y * row + at] = Math.round(sum);
    }
  }
  return out;
}
