/** Moments of features and the Fréchet distance between two Gaussians, in float64. */
import {EigenvalueDecomposition, Matrix} from 'ml-matrix';

export interface Moments {
  count: number;
  mean: Float64Array;
  /** Covariance with n − 1 in the denominator, [dimensions × dimensions], row by row. */
  covariance: Float64Array;
}

/** Mean and covariance of `count` rows of `dimensions` features. */
export function momentsOf(features: ArrayLike<number>, dimensions: number): Moments {
  const count = features.length / dimensions;
  if (!Number.isInteger(count) || count < 2)
    throw new RangeError(`${features.length} numbers are not at least two rows of ${dimensions}`);
  const mean = new Float64Array(dimensions);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < dimensions; i++) mean[i] = mean[i]! + features[row * dimensions + i]!;
  }
  for (let i = 0; i < dimensions; i++) mean[i] = mean[i]! / count;
  const covariance = new Float64Array(dimensions * dimensions);
  const centred = new Float64Array(dimensions);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < dimensions; i++) centred[i] = features[row * dimensions + i]! - mean[i]!;
    for (let i = 0; i < dimensions; i++) {
      const one = centred[i]!;
      for (let j = 0; j <= i; j++) covariance[i * dimensions + j] = covariance[i * dimensions + j]! + one * centred[j]!;
    }
  }
  for (let i = 0; i < dimensions; i++) {
    for (let j = 0; j <= i; j++) {
      const value = covariance[i * dimensions + j]! / (count - 1);
      covariance[i * dimensions + j] = value;
      covariance[j * dimensions + i] = value;
    }
  }
  return {count, mean, covariance};
}

const matrixOf = (values: Float64Array, size: number): Matrix => Matrix.from1DArray(size, size, values);

/** S^½ of a symmetric positive semidefinite matrix. */
function squareRoot(values: Float64Array, size: number): Matrix {
  const {eigenvectorMatrix: vectors, realEigenvalues} = new EigenvalueDecomposition(matrixOf(values, size), {
    assumeSymmetric: true,
  });
  const roots = realEigenvalues.map((value) => Math.sqrt(Math.max(value, 0)));
  return vectors.mmul(Matrix.diag(roots)).mmul(vectors.transpose());
}

/** Distances to one reference, whose root is taken once. */
export function frechetTo(reference: Moments): (other: Moments) => number {
  const size = reference.mean.length;
  const root = squareRoot(reference.covariance, size);
  const trace = (values: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += values[i * size + i]!;
    return sum;
  };
  return (other) => {
    if (other.mean.length !== size) throw new RangeError(`${other.mean.length} dimensions against ${size}`);
    let distance = trace(reference.covariance) + trace(other.covariance);
    for (let i = 0; i < size; i++) distance += (reference.mean[i]! - other.mean[i]!) ** 2;
    const product = root.mmul(matrixOf(other.covariance, size)).mmul(root);
    const symmetric = Matrix.add(product, product.transpose()).mul(0.5);
    for (const value of new EigenvalueDecomposition(symmetric, {assumeSymmetric: true}).realEigenvalues) {
      distance -= 2 * Math.sqrt(Math.max(value, 0));
    }
    return distance;
  };
}
