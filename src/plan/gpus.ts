/** GPUs by name, as their maker describes them: for plans on machines that are not at hand. Plain data. */

export interface KnownGpu {
  name: string;
  memoryGib: number;
  /** TFLOP/s of dense matrix products; without units of its own a type computes like float32. */
  teraflops: {float32: number; tf32: number; bfloat16: number};
}

const plainRates = (float32: number) => ({float32, tf32: float32, bfloat16: float32});

/** Dense rates: NVIDIA's sheets of Ampere and later print rates with sparsity beside them, twice as high. */
export const KNOWN_GPUS: Record<string, KnownGpu> = {
  // NVIDIA H200 data sheet.
  h200: {name: 'NVIDIA H200', memoryGib: 141, teraflops: {float32: 67, tf32: 494, bfloat16: 989}},
  // NVIDIA H100 data sheet: SXM, PCIe.
  h100: {name: 'NVIDIA H100 SXM', memoryGib: 80, teraflops: {float32: 67, tf32: 494, bfloat16: 989}},
  'h100-pcie': {name: 'NVIDIA H100 PCIe', memoryGib: 80, teraflops: {float32: 51, tf32: 378, bfloat16: 756}},
  // NVIDIA A100 data sheet.
  a100: {name: 'NVIDIA A100 40 GB', memoryGib: 40, teraflops: {float32: 19.5, tf32: 156, bfloat16: 312}},
  'a100-80gb': {name: 'NVIDIA A100 80 GB', memoryGib: 80, teraflops: {float32: 19.5, tf32: 156, bfloat16: 312}},
  // NVIDIA A10 data sheet.
  a10: {name: 'NVIDIA A10', memoryGib: 24, teraflops: {float32: 31.2, tf32: 62.5, bfloat16: 125}},
  // NVIDIA L4 and L40S data sheets.
  l4: {name: 'NVIDIA L4', memoryGib: 24, teraflops: {float32: 30.3, tf32: 60, bfloat16: 121}},
  l40s: {name: 'NVIDIA L40S', memoryGib: 48, teraflops: {float32: 91.6, tf32: 183, bfloat16: 362}},
  // NVIDIA Ada and Ampere GA102 architecture papers; bfloat16 adds up in float32.
  'rtx-4090': {name: 'NVIDIA GeForce RTX 4090', memoryGib: 24, teraflops: {float32: 82.6, tf32: 82.6, bfloat16: 165.2}},
  'rtx-3090': {name: 'NVIDIA GeForce RTX 3090', memoryGib: 24, teraflops: {float32: 35.6, tf32: 35.6, bfloat16: 71.2}},
  // NVIDIA V100 (SXM2), T4 and P100 (SXM2) data sheets: neither TF32 nor bfloat16.
  v100: {name: 'NVIDIA V100 16 GB', memoryGib: 16, teraflops: plainRates(15.7)},
  'v100-32gb': {name: 'NVIDIA V100 32 GB', memoryGib: 32, teraflops: plainRates(15.7)},
  t4: {name: 'NVIDIA T4', memoryGib: 16, teraflops: plainRates(8.1)},
  p100: {name: 'NVIDIA P100', memoryGib: 16, teraflops: plainRates(10.6)},
};
