/** What the parent and its compute process say to each other. Plain data. */
import type {Problem} from '../problem.js';
import type {Job, Progress} from '../stages/context.js';
import type {DistanceJob, DistanceReport} from '../stages/requests/distance.js';
import type {SampleJob} from '../stages/requests/sample.js';

export type {DistanceJob, DistanceReport, Job, Progress, SampleJob};

export type ToWorker =
  | {type: 'stage'; job: Job}
  | {type: 'sample'; job: SampleJob}
  | {type: 'distance'; job: DistanceJob}
  | {type: 'stop'};

export type FromWorker =
  | {type: 'ready'; tensorflow: string; device: 'cpu' | 'gpu'}
  | {type: 'progress'; progress: Progress}
  | {type: 'warning'; line: string}
  | {type: 'done'; seconds: number; report?: DistanceReport}
  | {type: 'stopped'; seconds: number}
  | {type: 'failed'; problems: Problem[]; seconds: number};
