/** `ddsm cost`: what each width, and a strategy, costs, of a spec or of a pipeline of diffusers. Needs no TensorFlow. */
import {basename, resolve} from 'node:path';
import {isDiffusersFolder, openDiffusersFolder} from '../convert/diffusersFolder.js';
import {evaluationsOf, type SamplerSettings} from '../diffusion/settings.js';
import {autoencoderMacs, autoencoderShape, decoderLayers} from '../models/autoencoderShape.js';
import {costAt, gflopsOf, paperGflopsOf, strategyCost} from '../models/cost.js';
import {nestedOf, type UNetConfig} from '../models/shape.js';
import {FULL_WIDTH, WIDTHS, type Width} from '../models/width.js';
import {EXIT, messageOf, ProblemError, usageError} from '../problem.js';
import {allowedWidths, autoencoderOf, evaluationSampler, networkOf} from '../spec/experiment.js';
import {requireSpec} from '../spec/load.js';
import {readStrategy} from '../store/strategyFile.js';
import {toMarkdown} from '../tables/results.js';
import {print, printJson} from './output.js';

interface Options {
  set: string[];
  strategy?: string;
  json?: boolean;
}

/** The network that is counted, and what goes with it. */
interface Counted {
  name: string;
  config: UNetConfig;
  /** Widths that a search may take. */
  allowed: readonly Width[];
  /** Undefined where none is known: every step then takes one evaluation. */
  sampler: SamplerSettings | undefined;
  autoencoder?: ReturnType<typeof autoencoderOf>;
  /** Whether the paper has GFLOPs of it. */
  inPaper: boolean;
}

export function cost(path: string, {set, strategy, json = false}: Options): void {
  const isPipeline = isDiffusersFolder(path);
  if (isPipeline && set.length > 0)
    throw usageError({
      code: 'usage',
      message: '--set is for a spec, and a pipeline of diffusers has none',
      suggestion: `ddsm init --from ${path} writes one`,
    });
  const {name, config, allowed, ...counted} = isPipeline ? ofPipeline(path) : ofSpec(path, set);
  // A network that no spec describes has the widths that it can be given.
  const shown = isPipeline ? allowed : WIDTHS;
  const costs = shown.map((width) => ({width, cost: costAt(config, width), excluded: !allowed.includes(width)}));
  const total =
    strategy === undefined
      ? undefined
      : costOfFile(strategy, {
          macs: new Map(costs.map((one) => [one.width, one.cost.macs])),
          sampler: counted.sampler,
        });
  const {autoencoder} = counted;
  const decoderMacs = autoencoder && autoencoderMacs(decoderLayers(autoencoderShape(autoencoder)));
  const decoder = decoderMacs === undefined ? undefined : {macs: decoderMacs, gflops: gflopsOf(decoderMacs)};
  if (json) {
    const widths = Object.fromEntries(
      costs.map(({width, cost: {macs, attentionMatmul, parameters}, excluded}) => [
        width,
        {
          macs,
          gflops: gflopsOf(macs),
          paperGflops: paperGflopsOf(macs),
          attentionMacs: attentionMatmul,
          parameters,
          excluded,
        },
      ]),
    );
    printJson({
      experiment: name,
      widths,
      ...(decoder ? {decoder} : {}),
      ...(total ? {strategy: total} : {}),
    });
    return;
  }
  const rounded = counted.inPaper ? ['paper GFLOPs'] : [];
  const columns = ['width', 'MACs', 'GFLOPs', ...rounded, 'attention MACs (not counted)', 'parameters'];
  const lines = costs.map(({width, cost: {macs, attentionMatmul, parameters}, excluded}) => ({
    width,
    MACs: macs,
    GFLOPs: gflopsOf(macs).toFixed(4),
    'paper GFLOPs': paperGflopsOf(macs).toFixed(2),
    'attention MACs (not counted)': attentionMatmul,
    parameters,
    ...(isPipeline
      ? {network: width === FULL_WIDTH ? 'as it is' : 'nested'}
      : {search: excluded ? 'excluded' : 'allowed'}),
  }));
  print(
    `${name}: one evaluation of one image\n\n${toMarkdown(lines, [...columns, isPipeline ? 'network' : 'search'])}`,
  );
  if (decoder) print(`\ndecoder: ${decoder.gflops.toFixed(2)} GFLOPs an image, once`);
  if (total)
    print(
      `\n${strategy}: ${total.gflops.toFixed(2)} GFLOPs on average (${(total.macs / 1e6).toFixed(3)} MMACs) over ${total.evaluations} evaluations, ${total.totalTflops.toFixed(4)} TFLOPs an image`,
    );
}

function ofSpec(spec: string, set: string[]): Counted {
  const experiment = requireSpec(spec, {set});
  return {
    name: experiment.name,
    config: networkOf(experiment),
    allowed: allowedWidths(experiment),
    sampler: evaluationSampler(experiment),
    autoencoder: autoencoderOf(experiment),
    inPaper: experiment.tables.paper !== '',
  };
}

/** The network of a pipeline as a supernet with nested slices. */
function ofPipeline(folder: string): Counted {
  const {network, process} = openDiffusersFolder(folder);
  const {network: config, widths: allowed} = nestedOf(network);
  return {name: basename(resolve(folder)), config, allowed, sampler: process?.sampler, inPaper: false};
}

/** The cost of a strategy file, by a sampler of that kind with as many steps as the strategy has. */
function costOfFile(file: string, {macs, sampler}: {macs: Map<Width, number>; sampler: SamplerSettings | undefined}) {
  try {
    const widths = readStrategy(file);
    const total = strategyCost(widths, {
      macs,
      evaluations: evaluationsOf({kind: 'ddim', ...sampler, steps: widths.length}),
    });
    return {
      macs: total.macs,
      gflops: gflopsOf(total.macs),
      evaluations: total.evaluations,
      totalTflops: gflopsOf(total.totalMacs) / 1000,
    };
  } catch (error) {
    throw new ProblemError({code: 'strategy', file, message: messageOf(error)}, {exitCode: EXIT.usage});
  }
}
