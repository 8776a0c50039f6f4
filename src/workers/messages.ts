/** What the parent and its compute process say to each other. Plain data. */
import type {Problem} from '../problem.js';
import type {Job, Progress, Unit} from '../stages/context.js';
import type {DistanceJob, DistanceReport} from '../stages/requests/distance.js';
import type {SampleJob} from '../stages/requests/sample.js';

export type {DistanceJob, DistanceReport, Job, Progress, SampleJob, Unit};

export type ToWorker =
  | {type: 'stage'; job: Job}
  | {type: 'sample'; job: SampleJob}
  | {type: 'distance'; job: DistanceJob}
  /** A unit of the job that it runs itself, or of another's. */
  | {type: 'unit'; job: Job; unit: Unit}
  /** How much of the units is done that it has asked for; that they have ended. */
  | {type: 'units-progress'; share: number}
  | {type: 'units-end'; state: 'done' | 'stopped' | 'failed'; problems?: Problem[]}
  | {type: 'stop'};

export type FromWorker =
  | {type: 'ready'; tensorflow: string; device: 'cpu' | 'gpu'}
  | {type: 'progress'; progress: Progress}
  | {type: 'warning'; line: string}
  /** The units of the job that it runs, to be done by it and by others. */
  | {type: 'units'; units: Unit[]}
  | {type: 'unit-progress'; share: number}
  | {type: 'unit-end'; state: 'done' | 'stopped' | 'failed'; problems?: Problem[]}
  | {type: 'done'; seconds: number; report?: DistanceReport}
  | {type: 'stopped'; seconds: number}
  | {type: 'failed'; problems: Problem[]; seconds: number};
