/** Between ddsm's layout in memory (convolutions HWIO, linears [in, out]) and PyTorch's on disk (OIHW, [out, in]). */

/** Axes of the stored tensor in the order of the computed one, by rank and kind. */
const isLinear = (name: string): boolean =>
  /(timembedding\.[13]|temb_proj\.1|attentions\.0\.(to_[qkv]|to_out\.0))\.weight$/.test(name);

/** The shape on disk of a parameter that computes as `shape`. */
export function storedShape(name: string, shape: readonly number[]): number[] {
  if (shape.length === 4) return [shape[3]!, shape[2]!, shape[0]!, shape[1]!];
  if (isLinear(name)) return [shape[1]!, shape[0]!];
  return [...shape];
}

/** Computed layout → stored layout; `shape` is the computed one. */
export function toStored(name: string, data: Float32Array, shape: readonly number[]): Float32Array {
  return permute(name, data, shape, (target, source, at, from) => {
    target[at] = source[from]!;
  });
}

/** Stored layout → computed layout; `shape` is the computed one. */
export function fromStored(name: string, data: Float32Array, shape: readonly number[]): Float32Array {
  return permute(name, data, shape, (target, source, at, from) => {
    target[from] = source[at]!;
  });
}

type Move = (target: Float32Array, source: Float32Array, stored: number, computed: number) => void;

function permute(name: string, data: Float32Array, shape: readonly number[], move: Move): Float32Array {
  if (shape.length !== 4 && !isLinear(name)) return data;
  const [kernelY, kernelX, inputs, outputs] =
    shape.length === 4
      ? (shape as [number, number, number, number])
      : ([1, 1, ...shape] as unknown as [number, number, number, number]);
  const target = new Float32Array(data.length);
  let stored = 0;
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      for (let y = 0; y < kernelY; y++) {
        for (let x = 0; x < kernelX; x++) {
          move(target, data, stored++, ((y * kernelX + x) * inputs + input) * outputs + output);
        }
      }
    }
  }
  return target;
}
