/** The paper's values (ICLR 2024, Tables 2, A and D): FID and GFLOPs by experiment and row. */

export type PaperKey = 'cifar10' | 'celeba' | 'imagenet' | 'lsun-bedroom' | 'afhq' | 'celebahq128';

export const PAPER_ROWS: Record<PaperKey, Record<string, [fid: number, gflops: number]>> = {
  cifar10: {adm: [3.713, 12.14], ddsm: [3.552, 6.2]},
  celeba: {adm: [6.755, 49.88], ddsm: [6.039, 19.58]},
  imagenet: {adm: [27.0, 82.06], ddsm: [24.714, 19.4]},
  'lsun-bedroom': {adm: [5.027, 49.88], ddsm: [5.289, 20.48]},
  afhq: {adm: [7.244, 49.88], ddsm: [6.249, 14.72]},
  celebahq128: {adm: [7.53, 194.0], ddsm: [7.71, 76.18]},
};
