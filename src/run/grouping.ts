/** How a machine's GPUs are shared out among compute processes. */
import {availableParallelism} from 'node:os';
import {isSmall} from '../models/cost.js';
import {type ComputeDevice, type OpenOptions, openCompute} from '../runtime/compute.js';

/** More GPUs than a machine has. */
const EVERY_GPU = 16;

export interface GroupingOptions {
  /** Compute processes at the same time; undefined for as many as there are GPUs, or as stagesAtOnce says. */
  workers: number | undefined;
  /** Full-width MACs of an image; left out where there is only one stage. */
  macs?: number;
  /** Devices of a training: `train.devices`. */
  devices: 'auto' | number;
}

export interface Grouping {
  /** What processes compute on, in turn. */
  devices: ComputeDevice[];
  /** What a training is spread over, where that is more than a process has otherwise. */
  together?: ComputeDevice;
  /** Compute processes at the same time, those included that only help a stage. */
  processes: number;
  /** Stages at the same time. */
  stages: number;
}

/** Devices that a stage spreads its training over, as asked for; undefined where it trains nothing. */
export const spreadOf = ({means}: {means: unknown}): GroupingOptions['devices'] | undefined =>
  (means as {devices?: GroupingOptions['devices']}).devices;

/**
 * Stages that are computed at the same time where nobody says how many. One fills a GPU, or a CPU; but not a small network's,
 * whose ops leave cores to a second stage.
 */
export const stagesAtOnce = (kind: 'cpu' | 'gpu', macs: number, cores = availableParallelism()): number =>
  kind === 'cpu' && isSmall(macs) && cores > 1 ? 2 : 1;

/** What of this machine computes. Throws as openCompute does. */
export function openGrouping(
  own: Record<string, string>,
  {
    workers,
    macs = Number.POSITIVE_INFINITY,
    devices,
    ...options
  }: GroupingOptions & Omit<OpenOptions, 'count' | 'each'>,
): Grouping {
  const {note} = options;
  const open = (count: number, each: number): ComputeDevice[] => openCompute(own, {...options, count, each});
  if (workers === undefined) {
    const alone = open(EVERY_GPU, 1);
    return alone[0]!.found.kind === 'gpu'
      ? groupGpus(alone, devices, (each) => open(1, each)[0]!)
      : {devices: alone, processes: 1, stages: stagesAtOnce('cpu', macs)};
  }
  const opened = open(workers, devices === 'auto' ? (workers === 1 ? EVERY_GPU : 1) : devices);
  if (opened[0]!.found.kind !== 'gpu' || workers <= opened.length)
    return {devices: opened, processes: workers, stages: workers};
  const {length} = opened;
  note(
    `--workers ${workers}: ${length === 1 ? 'one GPU computes one stage' : `${length} GPUs compute as many stages`} at a time`,
  );
  return {devices: opened, processes: length, stages: length};
}

/**
 * A process on each GPU, and one on as many as a training is spread over: stages go one at a time then, since the memory of a
 * GPU is one process's.
 */
export function groupGpus(
  alone: ComputeDevice[],
  devices: GroupingOptions['devices'],
  together: (each: number) => ComputeDevice,
): Grouping {
  const {length} = alone;
  const each = devices === 'auto' ? length : devices;
  if (length === 1 || each === 1) return {devices: alone, processes: length, stages: length};
  return {devices: alone, together: together(each), processes: length, stages: 1};
}
