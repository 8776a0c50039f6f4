/** Whether a device was found to compute what it should: checked once, and again when anything that computes changes. */
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {writeParts} from '../commit.js';
import {packageRoot} from '../paths.js';
import {EXIT, type Problem, ProblemError} from '../problem.js';
import {chooseVariant} from './binding.js';
import {cacheRoot} from './cache.js';
import {computeEnvironmentOf, deviceName, type Settled} from './device.js';
import {kernelEnvironment} from './environment.js';
import {hasTf32} from './gpus.js';
import {libraryFolder} from './library.js';
import {TENSORFLOW_VERSION} from './release.js';
import {recogniseSymptom} from './symptoms.js';

/** One quantity: its relative error, and what is still right. */
export interface Quantity {
  quantity: string;
  error: number;
  tolerance: number;
}

/** What a self-check said of a device. */
export interface Verdict {
  device: string;
  kind: 'cpu' | 'gpu';
  arithmetic: 'float32' | 'tf32';
  /** Where the numbers come from that it was compared with. */
  against: string;
  checks: Quantity[];
  wrong?: Quantity;
  /** FLOP/s of a large matrix product by the spec's precision; float32 is what `arithmetic` says. */
  peaks: Record<'float32' | 'bfloat16', number>;
  seconds: number;
  at: string;
}

/** How float32 networks compute on a device; `override` is `NVIDIA_TF32_OVERRIDE` as the process has it. */
export const arithmeticOf = ({choice, gpu}: Settled, override: string | undefined): Verdict['arithmetic'] =>
  choice.kind === 'gpu' && override !== '0' && (gpu === undefined || hasTf32(gpu)) ? 'tf32' : 'float32';

/** Everything that a verdict depends on. Raised by hand where the check itself changes. */
const CHECK_VERSION = 3;
function verdictPath(settled: Settled, arithmetic: string): string {
  const read = (path: string): string => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  const {version} = JSON.parse(read(join(packageRoot, 'package.json'))) as {version: string};
  const facts = {
    check: CHECK_VERSION,
    device: deviceName(settled),
    uuid: settled.gpu?.uuid,
    arithmetic,
    kernels: process.env.TF_ENABLE_ONEDNN_OPTS,
    tensorflow: TENSORFLOW_VERSION,
    ddsm: version,
    // With the hash of every library.
    library: read(join(libraryFolder(chooseVariant()), 'manifest.json')),
    numbers: read(join(packageRoot, 'data', 'self-check.json')),
  };
  const key = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
  return join(cacheRoot(), 'devices', `${key}.json`);
}

/** What is known of a device, without checking; undefined where nothing is. */
export function knownVerdict(
  settled: Settled,
  arithmetic = arithmeticOf(settled, process.env.NVIDIA_TF32_OVERRIDE),
): Verdict | undefined {
  try {
    return JSON.parse(readFileSync(verdictPath(settled, arithmetic), 'utf8')) as Verdict;
  } catch {
    return undefined;
  }
}

/** Why a device is refused. */
export const wrongDeviceProblem = (device: string, {quantity, error, tolerance}: Quantity): Problem => ({
  code: 'device-wrong',
  message: `${device} computes wrong numbers: ${quantity} is off by ${error.toPrecision(3)} (relative), where ${tolerance} is allowed`,
  suggestion:
    'nothing that it computes can be trusted; `npx ddsm doctor --fix` renews the library, a new driver may help, --device cpu computes on the CPU',
});

/**
 * The verdict on a device: the one that is kept, or a new one from a process of its own (some seconds). Throws a
 * ProblemError where the device is wrong or cannot be checked. `environment` is added to the compute process's.
 */
export function requireVerdict(settled: Settled, environment: Record<string, string> = {}): Verdict {
  const arithmetic = arithmeticOf(settled, process.env.NVIDIA_TF32_OVERRIDE ?? environment.NVIDIA_TF32_OVERRIDE);
  const verdict = knownVerdict(settled, arithmetic) ?? check(settled, {arithmetic, environment});
  if (verdict.wrong) throw new ProblemError(wrongDeviceProblem(verdict.device, verdict.wrong));
  return verdict;
}

/** Measures a device once more, and keeps the best that was ever found: a busy machine shows less than it can do. */
export function measureAgain(settled: Settled): Verdict {
  const verdict = requireVerdict(settled);
  const {arithmetic} = verdict;
  const {peaks} = answerOf(settled, {arithmetic, environment: {}, more: ['peaks']});
  const best = (name: keyof Verdict['peaks']): number => Math.max(verdict.peaks[name], peaks[name]);
  return keep(settled, {...verdict, peaks: {float32: best('float32'), bfloat16: best('bfloat16')}});
}

interface CheckOptions {
  arithmetic: Verdict['arithmetic'];
  environment: Record<string, string>;
  more?: string[];
}

function check(settled: Settled, options: CheckOptions): Verdict {
  const {kind} = settled.choice;
  return keep(settled, {
    ...answerOf(settled, options),
    device: deviceName(settled),
    kind,
    at: new Date().toISOString(),
  });
}

/** What the process that checks and measures a device prints. */
function answerOf(
  settled: Settled,
  {arithmetic, environment, more = []}: CheckOptions,
): Omit<Verdict, 'device' | 'kind' | 'at'> {
  const result = spawnSync(
    process.execPath,
    [join(packageRoot, 'dist', 'src', 'workers', 'selfCheck.js'), settled.choice.kind, arithmetic, ...more],
    {
      encoding: 'utf8',
      env: {
        // As the networks that take long are computed.
        ...kernelEnvironment(),
        ...environment,
        ...process.env,
        ...computeEnvironmentOf(settled.choice),
        TF_CPP_MIN_LOG_LEVEL: '1',
      },
    },
  );
  const line = /^verdict (.*)$/m.exec(result.stdout ?? '')?.[1];
  if (line !== undefined) return JSON.parse(line) as Omit<Verdict, 'device' | 'kind' | 'at'>;
  if (result.signal === 'SIGINT' || result.signal === 'SIGTERM') {
    const exitCode = result.signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
    const message = `stopped while ${deviceName(settled)} was checked; nothing was begun`;
    throw new ProblemError({code: 'device-unchecked', message}, {exitCode});
  }
  const last = result.error?.message ?? (result.stderr ?? '').trim().split('\n').at(-1);
  throw new ProblemError(
    recogniseSymptom(result.stderr ?? '') ?? {
      code: 'device-unchecked',
      message: `the self-check of ${deviceName(settled)} ended without a verdict: ${last}`,
      suggestion: 'run `npx ddsm doctor --fix`, which fetches and builds again what is broken',
    },
  );
}

/** Writes a verdict, whole or not at all; returns it. */
function keep(settled: Settled, verdict: Verdict): Verdict {
  writeParts(verdictPath(settled, verdict.arithmetic), (write) => write(Buffer.from(JSON.stringify(verdict))));
  return verdict;
}

/** A verdict in a line: how many quantities are right, and which of them comes closest to its tolerance. */
export function describeVerdict({checks, wrong, arithmetic}: Verdict): string {
  if (wrong) return `WRONG: ${wrong.quantity} is off by ${wrong.error.toPrecision(3)}, allowed ${wrong.tolerance}`;
  const bounded = checks.filter(({tolerance}) => tolerance > 0);
  const closest = bounded.reduce((a, b) => (b.error / b.tolerance > a.error / a.tolerance ? b : a));
  const share = ((100 * closest.error) / closest.tolerance).toPrecision(2);
  return `all ${checks.length} quantities are right (${arithmetic}); the largest error takes ${share} % of its tolerance (${closest.quantity})`;
}
