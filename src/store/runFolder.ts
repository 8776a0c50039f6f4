/** Where everything lies in a run folder: the one place that names its files. Pure path arithmetic. */
import {join} from 'node:path';

/** Files and folders of a whole run. */
export const runFiles = (run: string) => ({
  /** The spec as it was run, resolved. */
  spec: join(run, 'experiment.yaml'),
  journal: join(run, 'journal.jsonl'),
  tables: join(run, 'tables'),
  results: join(run, 'tables', 'results.csv'),
  figures: join(run, 'figures'),
  report: join(run, 'report.html'),
  /** Who its compute processes are. */
  processes: join(run, 'compute.json'),
  /** What each of them is at, while units are dealt out. */
  workers: join(run, 'workers.json'),
  /** Work of superseded settings. */
  attic: join(run, 'attic'),
  /** A folder for each stage that was submitted to a cluster. */
  jobs: join(run, 'jobs'),
});

/** Files of a submitted stage. */
export const jobFiles = (folder: string) => ({
  /** What was asked of the scheduler. */
  submission: join(folder, 'submission.json'),
  /** What the job reads. */
  job: join(folder, 'job.json'),
  script: join(folder, 'script.sh'),
  /** The job's part of the run's journal. */
  events: join(folder, 'events.jsonl'),
  /** What the job said, on the node. */
  output: (id: string): string => join(folder, `output-${id}.log`),
  /** Of an array job that helps a stage: what was asked of the scheduler, its script, units that are to be done, who is at which. */
  array: join(folder, 'array.json'),
  arrayScript: join(folder, 'array.sh'),
  board: join(folder, 'units.json'),
  claims: join(folder, 'claims'),
  /** A task's own files. */
  task: (id: string): string => join(folder, 'tasks', id),
});

/** What a task of an array job has seen and done. */
export const taskEvents = (folder: string, task: string): string => join(jobFiles(folder).task(task), 'events.jsonl');

/** Where whoever computes a stage has its lock, once jobs work on a run: beside the stage's folder, which may be moved. */
export const claimFolder = (run: string, stage: string): string => join(run, 'jobs', '.claims', stage);

/** Where prepared data sets lie, shared by all runs in the folder `runs`. */
export const dataFolderOf = (runs: string): string => join(runs, '.data');

/** A stage's folder in its run: `train`, or `variants/<variant>/train` where it differs from the spec without variants. */
export const stageId = (name: string, variant = ''): string => (variant ? `variants/${variant}/${name}` : name);
export const variantsFolder = (run: string): string => join(run, 'variants');

/** What a stage's folder says of itself. */
export const recordFile = (stage: string): string => join(stage, 'stage.json');

/** The stage's curves for TensorBoard, which looks for `tfevents` in names. */
const eventsFile = (stage: string): string => join(stage, 'events.out.tfevents.0.ddsm');

/** Files of a training's folder. */
export const trainingFiles = (stage: string) => ({
  checkpoints: join(stage, 'checkpoints'),
  log: join(stage, 'log.jsonl'),
  events: eventsFile(stage),
  previews: join(stage, 'samples'),
});

/** Where a supernet that started from a plain network has the order of its channels. */
export const startOrderFile = (stage: string): string => join(stage, 'channels.json');

/** Files of a search's folder. */
export const searchFiles = (stage: string) => ({
  /** What is being scored: removed when it is. */
  units: join(stage, 'units'),
  /** States that later candidates begin with: removed when the search is done. */
  states: join(stage, 'states'),
  candidates: join(stage, 'candidates.jsonl'),
  generations: join(stage, 'generations.jsonl'),
  work: join(stage, 'work.jsonl'),
  events: eventsFile(stage),
  /** The trade of cost for distance, where the method knows one: predicted or scored. */
  front: join(stage, 'front.json'),
  strategy: join(stage, 'strategy.json'),
});

/** Files of an evaluation's folder. */
export const evaluationFiles = (stage: string) => ({
  results: join(stage, 'results.json'),
  /** One folder for each row and what it was measured with. */
  rows: join(stage, 'rows'),
  /** The grid of a row's first images. */
  grid: (row: string): string => join(stage, `${row}.png`),
});

/** Files of the folder of the training set's Inception statistics. */
export const referenceFiles = (stage: string) => ({
  statistics: join(stage, 'statistics.npz'),
  facts: join(stage, 'statistics.json'),
  inception: join(stage, 'inception.safetensors'),
  /** Factor of a covariance: `spatial_` or nothing before its name. */
  factor: (prefix: string): string => join(stage, `${prefix}factor.f64`),
  pool: join(stage, 'pool.features'),
});

/** Files of the folder of the feature network. */
export const classifierFiles = (stage: string) => ({
  weights: join(stage, 'classifier.safetensors'),
  reference: join(stage, 'reference.json'),
});

/** Files of the folder of latents. */
export const latentFiles = (stage: string) => ({
  autoencoder: join(stage, 'autoencoder.safetensors'),
  part: join(stage, 'latents.part'),
  latents: join(stage, 'latents.bin'),
  manifest: join(stage, 'latents.json'),
});
