/** What a command opens before its first compute process: the library, the devices, that they are right. */
import type {Problem} from '../problem.js';
import {ensureRuntime} from './binding.js';
import {
  computeEnvironmentOf,
  deviceHere,
  type FoundDevice,
  foundDevice,
  openDevice,
  type Settled,
  wantedDevice,
} from './device.js';
import {arithmeticOf, knownVerdict, requireVerdict, type Verdict} from './verdict.js';

/** A device that was found to compute what it should, and how a process gets it. */
export interface ComputeDevice {
  settled: Settled;
  found: FoundDevice;
  verdict: Verdict;
  /** The whole environment of a compute process on it. */
  environment: Record<string, string | undefined>;
}

export interface OpenOptions {
  /** Compute processes that are wanted at the same time. */
  count?: number;
  note(line: string): void;
  /** Shown: why a GPU that is there is not used. */
  warn(problem: Problem): void;
  /** Throws where the device is not one to go on with; called before anything is fetched or computed. */
  accept?(found: FoundDevice): void;
}

/** The first device and further GPUs, one for each of `count` processes as far as there are. */
export const forProcesses = (settled: Settled, count: number): Settled[] => [
  settled,
  ...(settled.others ?? [])
    .slice(0, count - 1)
    .map((gpu): Settled => ({choice: {kind: 'gpu', uuid: gpu.uuid}, gpu, warnings: []})),
];

/** How float32 networks compute where `own` is added to the environment; what the user has set wins. */
const tf32Override = (own: Record<string, string>): string | undefined =>
  process.env.NVIDIA_TF32_OVERRIDE ?? own.NVIDIA_TF32_OVERRIDE;

/**
 * The devices to compute on: one GPU for each process that is wanted, as far as there are; or the CPU, which all processes
 * share. `own` is added to the environment of compute processes where the user has not said otherwise. Takes
 * milliseconds; some seconds the first time, when the device is checked. Throws a ProblemError where the runtime cannot be
 * made ready, where a GPU was asked for and none works, and where a device computes wrong numbers.
 */
export function openCompute(
  own: Record<string, string>,
  {count = 1, note, warn, accept = () => {}}: OpenOptions,
): ComputeDevice[] {
  let settled = deviceHere();
  const accepted = (one: Settled): void => accept(foundDevice(one, one.choice.kind, ''));
  accepted(settled);
  ensureRuntime(note);
  const isKnown = (one: Settled): boolean => knownVerdict(one, arithmeticOf(one, tf32Override(own))) !== undefined;
  // A GPU that was right once works: whether it still does, the compute process finds out.
  if (settled.choice.kind === 'gpu' && !isKnown(settled)) {
    const {choice} = settled;
    settled = openDevice(wantedDevice(), {here: () => settled}).settled;
    if (settled.choice !== choice) accepted(settled);
  }
  for (const problem of settled.warnings) warn({...problem, severity: 'warning'});
  return forProcesses(settled, count).map((one) => {
    const {choice} = one;
    const found = foundDevice(one, choice.kind, '');
    if (!isKnown(one)) note(`checking, once, that ${found.name} computes what it should (a few seconds)`);
    return {
      settled: one,
      found,
      verdict: requireVerdict(one, own),
      // What TensorFlow says of a GPU tells why it does not work; of a CPU it says nothing of use.
      environment: {
        ...own,
        ...process.env,
        ...computeEnvironmentOf(choice),
        TF_CPP_MIN_LOG_LEVEL: choice.kind === 'gpu' ? '1' : '3',
      },
    };
  });
}
