/** Everything that is fuzzed. */
import type {Target} from '../target.js';
import {cifarBinary, cifarPickled} from './cifar.js';
import {idx, idxPacked} from './idx.js';
import {images} from './images.js';
import {lmdbFile, lmdbRecords} from './lmdb.js';
import {npzImages, statistics} from './npz.js';
import {pytorchLegacy, pytorchZip} from './pytorch.js';
import {safetensors} from './safetensors.js';
import {spec} from './spec.js';
import {csv, journal, rows, strategy} from './text.js';
import {zipImages} from './zipImages.js';

export const TARGETS: readonly Target[] = [
  ...[spec, safetensors, pytorchZip, pytorchLegacy, cifarBinary, cifarPickled, statistics, npzImages, zipImages],
  ...[idx, idxPacked, lmdbRecords, lmdbFile, images, strategy, csv, journal, rows],
];
