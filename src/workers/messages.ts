/** What the parent and its compute process say to each other. Plain data. */

import type {StageName} from '../plan/plan.js';
import type {Problem} from '../problem.js';
import type {Experiment} from '../spec/experiment.js';
import type {Folders, Progress} from '../stages/context.js';
import type {DistanceJob, DistanceReport} from '../stages/distance.js';
import type {SampleJob} from '../stages/sample.js';

export type {DistanceJob, DistanceReport, Progress, SampleJob};

export type ToWorker =
  | {type: 'stage'; name: StageName; run: string; folders: Folders; data: string; experiment: Experiment}
  | {type: 'sample'; job: SampleJob}
  | {type: 'distance'; job: DistanceJob}
  | {type: 'stop'};

export type FromWorker =
  | {type: 'ready'; tensorflow: string; device: string}
  | {type: 'progress'; progress: Progress}
  | {type: 'warning'; line: string}
  | {type: 'done'; seconds: number; report?: DistanceReport}
  | {type: 'stopped'; seconds: number}
  | {type: 'failed'; problems: Problem[]; seconds: number};
