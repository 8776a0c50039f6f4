/** What a command opens before its first compute process: the library, the devices, that they are right. */
import type {Problem} from '../problem.js';
import {ensureRuntime} from './binding.js';
import {
  computeEnvironmentOf,
  deviceHere,
  deviceName,
  type FoundDevice,
  foundDevice,
  openDevice,
  type Settled,
  wantedDevice,
} from './device.js';
import type {DeviceChoice} from './environment.js';
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
  /** GPUs that each process shall see, for a training that is spread over them: one, as far as nobody asks for more. */
  each?: number;
  note(line: string): void;
  /** Shown: why a GPU that is there is not used. */
  warn(problem: Problem): void;
  /** Throws where the device is not one to go on with; called before anything is fetched or computed. */
  accept?(found: FoundDevice): void;
}

/**
 * The devices of `count` processes, `each` GPUs for one, as far as there are: a group a process, of which the first has one
 * in any case. On the CPU one group, which all processes share.
 */
export function forProcesses(settled: Settled, count: number, each = 1): Settled[][] {
  const others = (settled.others ?? []).map(
    (gpu): Settled => ({choice: {kind: 'gpu', uuid: gpu.uuid}, gpu, warnings: []}),
  );
  const all = [settled, ...others].slice(0, count * each);
  const groups = Array.from({length: Math.ceil(all.length / each)}, (_, index) =>
    all.slice(index * each, (index + 1) * each),
  );
  // A process with fewer GPUs than were asked for would compute in other parts than the first.
  return groups.filter((group, index) => index === 0 || group.length === each);
}

/** A group's GPUs as CUDA names them. */
export const choiceOf = (group: readonly Settled[]): DeviceChoice => ({
  ...group[0]!.choice,
  ...(group.length > 1 ? {uuid: group.map(({choice}) => choice.uuid).join(',')} : {}),
});

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
  {count = 1, each = 1, note, warn, accept = () => {}}: OpenOptions,
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
  return forProcesses(settled, count, each).map((group) => {
    const verdicts = group.map((one) => {
      if (!isKnown(one)) note(`checking, once, that ${deviceName(one)} computes what it should (a few seconds)`);
      return requireVerdict(one, own);
    });
    const [first] = group as [Settled];
    const choice = choiceOf(group);
    const found = foundDevice(first, choice.kind, '');
    return {
      settled: first,
      found: group.length > 1 ? {...found, name: `${group.length} GPUs, the first ${found.name}`} : found,
      verdict: verdicts[0]!,
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
