/** The Inception network of FID as a recorded program: weights from a file, images to features. */
import {inceptionTensors, match} from '../../convert/families.js';
import {branchesFor} from '../../engine/device.js';
import {type Programs, recordPrograms} from '../../engine/programs.js';
import {tf} from '../../engine/tf.js';
import {inceptionPrograms, type Resize} from '../../models/inception.js';
import {
  BATCH_NORM_EPSILON,
  CLASSES,
  inceptionConvs,
  inceptionSize,
  POOL_FEATURES,
  SPATIAL_FEATURES,
} from '../../models/inceptionShape.js';
import {ProblemError} from '../../problem.js';
import {fromStored} from '../../weights/layout.js';
import {openSafetensors, type StoredTensor} from '../../weights/safetensors.js';
import {checkFinite} from '../weights.js';

/** Features of one image, side by side: the last pool, the logits, and sFID's. */
export const INCEPTION_FEATURES = POOL_FEATURES + CLASSES + SPATIAL_FEATURES;

/** pytorch-fid's tensors → one vector, batch norms folded into the convolutions. */
export function foldInception(read: (name: string) => StoredTensor): Float32Array {
  const flat = new Float32Array(inceptionSize());
  const floats = (name: string): Float32Array => read(name).data as Float32Array;
  let at = 0;
  const put = (values: Float32Array): void => {
    flat.set(values, at);
    at += values.length;
  };
  for (const {name, shape} of inceptionConvs()) {
    const channels = shape[3];
    const [gain, offset, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map((part) =>
      floats(`${name}.bn.${part}`),
    ) as [Float32Array, Float32Array, Float32Array, Float32Array];
    const scale = Float64Array.from(gain, (value, i) => value / Math.sqrt(variance[i]! + BATCH_NORM_EPSILON));
    const kernel = fromStored(name, floats(`${name}.conv.weight`), shape);
    put(kernel.map((value, i) => value * scale[i % channels]!));
    put(offset.map((value, i) => value - mean[i]! * scale[i]!));
  }
  const last = floats('fc.weight');
  const transposed = new Float32Array(last.length);
  for (let output = 0; output < CLASSES; output++) {
    for (let input = 0; input < POOL_FEATURES; input++)
      transposed[input * CLASSES + output] = last[output * POOL_FEATURES + input]!;
  }
  put(transposed);
  return flat;
}

/** A file of Inception's weights → one vector. Throws a ProblemError where they are another network's, or not all finite. */
function readInception(path: string): Float32Array {
  const file = openSafetensors(path);
  try {
    const {wrong, missing} = match(file.shapes, inceptionTensors());
    if (wrong || missing.length > 0)
      throw new ProblemError({
        code: 'weights',
        file: path,
        message: wrong
          ? `${path} is not Inception: ${wrong.name} should be [${wrong.wanted.join(', ')}], but is [${wrong.found.join(', ')}]`
          : `${path} is not Inception: it lacks ${missing.length} of its tensors, the first is ${missing[0]}`,
        suggestion:
          "name pytorch-fid's pt_inception-2015-12-05-6726825d.pth, or the file that `ddsm import` made of it",
      });
    const flat = foldInception(file.read);
    checkFinite(path, 'the product of kernels and batch norms', flat);
    return flat;
  } finally {
    file.close();
  }
}

export interface InceptionOptions {
  /** A .safetensors file that `ddsm import` made. */
  weights: string;
  batch: number;
  /** Height and width of the images. */
  size: readonly [number, number];
  resize: Resize;
}

/** Images to features, a batch at a time. */
export class Inception {
  readonly batch: number;
  private readonly size: readonly [number, number];
  private readonly programs: Programs;

  constructor({weights, batch, size, resize}: InceptionOptions) {
    this.batch = batch;
    this.size = size;
    const flat = readInception(weights);
    this.programs = recordPrograms({
      ...inceptionPrograms({batch, size, resize, branches: branchesFor(batch)}),
      rewrite: 'fold-and-fuse',
    });
    const tensor = tf.tensor1d(flat);
    this.programs.write('weights', tensor);
    tensor.dispose();
  }

  /** Images [count, height, width, 3] in 0 … 255, `count` of at most `batch` → [count, INCEPTION_FEATURES]. */
  async features(images: Float32Array, count: number): Promise<Float32Array> {
    const [height, width] = this.size;
    const padded = new Float32Array(this.batch * height * width * 3);
    padded.set(images.subarray(0, count * height * width * 3));
    const input = tf.tensor4d(padded, [this.batch, height, width, 3]);
    const {all} = await this.programs.start('features', {images: input});
    const values = (all!.dataSync() as Float32Array).slice(0, count * INCEPTION_FEATURES);
    tf.dispose([input, all!]);
    return values;
  }

  dispose(): void {
    this.programs.dispose();
  }
}
