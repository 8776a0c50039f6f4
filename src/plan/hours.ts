/** From multiply-accumulates to seconds, hours of a GPU and money. Arithmetic only. */
import {isSmall} from '../models/cost.js';

/** What is known of a device's speed. */
export interface Rate {
  /** FLOP/s of a large matrix product; undefined where nobody has measured it. */
  peak: number | undefined;
  /** The share of it that the networks reach. */
  efficiency: number;
}

/**
 * The share of the matrix peak that a step reaches.
 *
 * On a CPU it was measured (docs/performance.md): 0.73 for a sandwich step of the CIFAR-10 network, 0.85 to 0.95 for its
 * forward pass, 0.3 for the stages of the quickstart, each by itself.
 *
 * On a GPU nobody measured ours. The authors' hours on an RTX 3090 (Table F) are 0.10 of its float32 peak for both trainings
 * on CIFAR-10, 0.17 for that search and 0.20 for the supernet on CelebA: 0.15. Matrix units are four to eight times as fast
 * as that peak, memory is not, which norms, activations and sums wait for: 0.1 of theirs. A step of a network as small as the
 * quickstart's is some two thousand kernels, each about 10 µs to start, whatever the peak.
 */
export function efficiencyOf({kind, macs, units, peak}: Speed): number {
  if (kind === 'cpu') return isSmall(macs) ? 0.3 : 0.7;
  const share = units ? 0.1 : 0.15;
  return isSmall(macs) && peak !== undefined ? Math.min(share, SMALL_RATE / peak) : share;
}

interface Speed {
  kind: 'cpu' | 'gpu';
  /** Full-width MACs of an image. */
  macs: number;
  /** Whether the device has matrix units for the type. */
  units: boolean;
  /** FLOP/s. */
  peak: number | undefined;
}

/** FLOP/s of the quickstart's training on any GPU: 4 GFLOP a step in 20 ms. */
const SMALL_RATE = 2e11;

/** FLOP/s that two cores with AVX-512 reach on these networks: an order of magnitude, where nothing was measured. */
const UNMEASURED = 8e10;

/** Seconds of so many multiply-accumulates. */
export const secondsOf = (macs: number, {peak, efficiency}: Rate): number =>
  (2 * macs) / (peak === undefined ? UNMEASURED : peak * efficiency);

/** A stage, what it takes something from, and how long it takes. */
interface Timed {
  id: string;
  /** Ids of stages that come before it. */
  folders: Record<string, string>;
  /** Whether nothing else is computed meanwhile. */
  isTimed: boolean;
  seconds: number;
}

/** Seconds to the end of the last of some stages, so many of which are computed at the same time: each in its turn, after its inputs. */
export function wallSeconds(stages: readonly Timed[], atOnce: number): number {
  const free: number[] = Array(atOnce).fill(0);
  const ends = new Map<string, number>();
  for (const {id, folders, isTimed, seconds} of stages) {
    const first = isTimed ? Math.max(...free) : Math.min(...free);
    const end = Math.max(first, ...Object.values(folders).map((input) => ends.get(input) ?? 0)) + seconds;
    if (isTimed) free.fill(end);
    else free[free.indexOf(first)] = end;
    ends.set(id, end);
  }
  return Math.max(...free);
}
