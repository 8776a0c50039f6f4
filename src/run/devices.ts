/** On which devices a run's stages were computed, and whether it may go on with another. */
import {type Problem, ProblemError} from '../problem.js';
import type {ComputeDevice} from '../runtime/compute.js';
import type {FoundDevice, WantedDevice} from '../runtime/device.js';
import {type RecordedDevice, readRecord, type StageRecord} from '../store/stageRecord.js';
import type {StageState} from './states.js';

/** The record of a stage that goes on with a device: told once, until it changes. */
export function withDevice(record: StageRecord, {found, verdict}: ComputeDevice): StageRecord {
  const {kind, name} = found;
  const devices = record.devices ?? [];
  const last = devices.at(-1);
  if (last?.name === name && last.arithmetic === verdict.arithmetic) return record;
  return {...record, devices: [...devices, {kind, name, arithmetic: verdict.arithmetic}]};
}

/** A device in words: `NVIDIA A100 … (TF32)`. */
export const describeDevice = ({name, arithmetic}: RecordedDevice): string =>
  `${name} (${arithmetic === 'tf32' ? 'TF32' : 'float32'})`;

/** The last device that computed what is there of a planned stage; undefined where nothing is, or nobody noted it. */
function lastDevice(run: string, {id, key}: Pick<StageState, 'id' | 'key'>): RecordedDevice | undefined {
  const record = readRecord(run, id);
  return record?.key === key ? record.devices?.at(-1) : undefined;
}

const PLACES = {cpu: 'the CPU', gpu: 'a GPU'} as const;

/**
 * What keeps a run from going on with a device: what there is of it was computed on one of another kind, whose numbers
 * differ, and nobody has said that this is meant. Undefined where nothing does.
 */
export function changedDevice(
  run: string,
  stages: readonly StageState[],
  {found, wanted}: {found: Pick<FoundDevice, 'kind' | 'name'>; wanted: WantedDevice},
): Problem | undefined {
  if (wanted !== 'auto') return undefined;
  for (const stage of stages) {
    const device = stage.state === 'run' ? undefined : lastDevice(run, stage);
    if (!device || device.kind === found.kind) continue;
    return {
      code: 'device-changed',
      message: `${stage.id} was computed on ${describeDevice(device)}, and this would go on with ${PLACES[found.kind]} (${found.name})`,
      suggestion: `--device ${found.kind} goes on here, and tables then name both; or continue where ${PLACES[device.kind]} computes`,
    };
  }
  return undefined;
}

/**
 * What the devices of a stage add to why it runs: `, and was begun on …`. `here` is asked only where a device was noted.
 */
export function deviceNote(
  run: string,
  stage: StageState,
  {here, wanted}: {here(): Pick<FoundDevice, 'kind' | 'name'>; wanted: WantedDevice},
): string {
  const device = stage.state === 'run' ? undefined : lastDevice(run, stage);
  if (!device) return '';
  if (stage.state === 'done') return `; computed on ${describeDevice(device)}`;
  const begun = `; begun on ${describeDevice(device)}`;
  const found = here();
  if (found.name === device.name) return begun;
  const needed = found.kind === device.kind || wanted !== 'auto' ? '' : `: needs --device ${found.kind}`;
  return `${begun}, would go on with ${found.kind === 'cpu' ? `the CPU (${found.name})` : found.name}${needed}`;
}

/** Throws what `changedDevice` finds; says aloud where a device goes on with another's work, if either is a GPU. */
export function requireSameDevice(
  run: string,
  stages: readonly StageState[],
  {found, wanted, note}: {found: FoundDevice; wanted: WantedDevice; note(line: string): void},
): void {
  const problem = changedDevice(run, stages, {found, wanted});
  if (problem) throw new ProblemError(problem);
  for (const stage of stages) {
    const device = stage.state === 'resume' ? lastDevice(run, stage) : undefined;
    if (device && device.name !== found.name && [device.kind, found.kind].includes('gpu'))
      note(`${stage.id} was begun on ${describeDevice(device)} and goes on with ${found.name}`);
  }
}
