/** The authors' fixed table of time embeddings, which is computed here where the network runs. */

export const TIME_TABLE = 'time_embedding.timembedding.0.weight';

/** Sines and cosines, interleaved: [steps, channels], row by row. */
export function timeTable(steps: number, channels: number): Float32Array {
  return Float32Array.from({length: steps * channels}, (_, i) => {
    const [t, channel] = [Math.floor(i / channels), i % channels];
    const angle = t * Math.exp((-Math.log(10000) * 2 * Math.floor(channel / 2)) / channels);
    return channel % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}
