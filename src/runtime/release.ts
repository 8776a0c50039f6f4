/** The TensorFlow that ddsm runs on: which wheels, of which contents. Plain data. */

export interface Wheel {
  distribution: string;
  version: string;
  sha256: string;
}

export interface Release {
  variant: Variant;
  arch: 'x64' | 'arm64';
  /** The wheel with the C library comes first. */
  wheels: Wheel[];
  /** Rough size of the download, for the message before it. */
  downloadMegabytes: number;
}

export type Variant = 'cpu' | 'gpu';

export const TENSORFLOW_VERSION = '2.21.0';

const tensorflow = (distribution: string, sha256: string): Wheel => ({
  distribution,
  version: TENSORFLOW_VERSION,
  sha256,
});

/** CUDA 12 libraries, as `tensorflow[and-cuda]` 2.21.0 asks for them. */
const cuda: Wheel[] = [
  {
    distribution: 'nvidia-cublas-cu12',
    version: '12.9.3.13',
    sha256: 'd7d51055f161b317c7105ddaae90e71eda059026074ffef93cf7cde2886bfe72',
  },
  {
    distribution: 'nvidia-cuda-cupti-cu12',
    version: '12.8.90',
    sha256: 'ea0cb07ebda26bb9b29ba82cda34849e73c166c18162d3913575b0c9db9a6182',
  },
  {
    distribution: 'nvidia-cuda-nvcc-cu12',
    version: '12.9.86',
    sha256: '5d6a0d32fdc7ea39917c20065614ae93add6f577d840233237ff08e9a38f58f0',
  },
  {
    distribution: 'nvidia-cuda-nvrtc-cu12',
    version: '12.9.86',
    sha256: '210cf05005a447e29214e9ce50851e83fc5f4358df8b453155d5e1918094dcb4',
  },
  {
    distribution: 'nvidia-cuda-runtime-cu12',
    version: '12.9.79',
    sha256: '25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3',
  },
  {
    distribution: 'nvidia-cudnn-cu12',
    // The last with kernels for compute capability 6.0 and 7.0, for which TensorFlow has code, too; later ones start at 7.5.
    version: '9.10.2.21',
    sha256: '949452be657fa16687d0930933f032835951ef0892b37d2d53824d1a84dc97a8',
  },
  {
    distribution: 'nvidia-cufft-cu12',
    version: '11.4.1.4',
    sha256: 'c67884f2a7d276b4b80eb56a79322a95df592ae5e765cf1243693365ccab4e28',
  },
  {
    distribution: 'nvidia-curand-cu12',
    version: '10.3.10.19',
    sha256: '49b274db4780d421bd2ccd362e1415c13887c53c214f0d4b761752b8f9f6aa1e',
  },
  {
    distribution: 'nvidia-cusolver-cu12',
    version: '11.7.5.82',
    sha256: '15da72d1340d29b5b3cf3fd100e3cd53421dde36002eda6ed93811af63c40d88',
  },
  {
    distribution: 'nvidia-cusparse-cu12',
    version: '12.5.10.65',
    sha256: '73060ce019ac064a057267c585bf1fd5a353734151f87472ff02b2c5c9984e78',
  },
  {
    distribution: 'nvidia-nccl-cu12',
    version: '2.32.3',
    sha256: 'bb94b2348e4861d5e8aa00b36c3d12d9bdf9c6369b82cbb723de0b582280a21c',
  },
  {
    distribution: 'nvidia-nvjitlink-cu12',
    version: '12.9.86',
    sha256: 'e3f1171dbdc83c5932a45f0f4c99180a70de9bd2718c1ab77d14104f6d7147f9',
  },
];

export const RELEASES: readonly Release[] = [
  {
    variant: 'cpu',
    arch: 'x64',
    wheels: [tensorflow('tensorflow-cpu', 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb')],
    downloadMegabytes: 274,
  },
  {
    variant: 'cpu',
    arch: 'arm64',
    wheels: [tensorflow('tensorflow', 'b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552')],
    downloadMegabytes: 270,
  },
  {
    variant: 'gpu',
    arch: 'x64',
    wheels: [tensorflow('tensorflow', 'b3b95643c4e70eb925839938fb35cbe142f317ec84af6844ee61513713bb13c0'), ...cuda],
    downloadMegabytes: 3200,
  },
];
