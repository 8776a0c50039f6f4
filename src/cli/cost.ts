/** `ddsm cost`: what each width, and a strategy, costs. Needs no TensorFlow. */
import {evaluationsOf, type SamplerSettings} from '../diffusion/settings.js';
import {autoencoderMacs, autoencoderShape, decoderLayers} from '../models/autoencoderShape.js';
import {costAt, gflopsOf, paperGflopsOf, strategyCost} from '../models/cost.js';
import {WIDTHS, type Width} from '../models/width.js';
import {EXIT, messageOf, ProblemError} from '../problem.js';
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

export function cost(spec: string, {set, strategy, json = false}: Options): void {
  const experiment = requireSpec(spec, {set});
  const config = networkOf(experiment);
  const allowed = allowedWidths(experiment);
  const costs = WIDTHS.map((width) => ({width, cost: costAt(config, width), excluded: !allowed.includes(width)}));
  const total =
    strategy === undefined
      ? undefined
      : costOfFile(strategy, {
          macs: new Map(costs.map((one) => [one.width, one.cost.macs])),
          sampler: evaluationSampler(experiment),
        });
  const autoencoder = autoencoderOf(experiment);
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
      experiment: experiment.name,
      widths,
      ...(decoder ? {decoder} : {}),
      ...(total ? {strategy: total} : {}),
    });
    return;
  }
  const rounded = experiment.tables.paper === '' ? [] : ['paper GFLOPs'];
  const columns = ['width', 'MACs', 'GFLOPs', ...rounded, 'attention MACs (not counted)', 'parameters', 'search'];
  const lines = costs.map(({width, cost: {macs, attentionMatmul, parameters}, excluded}) => ({
    width,
    MACs: macs,
    GFLOPs: gflopsOf(macs).toFixed(4),
    'paper GFLOPs': paperGflopsOf(macs).toFixed(2),
    'attention MACs (not counted)': attentionMatmul,
    parameters,
    search: excluded ? 'excluded' : 'allowed',
  }));
  print(`${experiment.name}: one evaluation of one image\n\n${toMarkdown(lines, columns)}`);
  if (decoder) print(`\ndecoder: ${decoder.gflops.toFixed(2)} GFLOPs an image, once`);
  if (total)
    print(
      `\n${strategy}: ${total.gflops.toFixed(2)} GFLOPs on average (${(total.macs / 1e6).toFixed(3)} MMACs) over ${total.evaluations} evaluations, ${total.totalTflops.toFixed(4)} TFLOPs an image`,
    );
}

/** The cost of a strategy file, by a sampler of that kind with as many steps as the strategy has. */
function costOfFile(file: string, {macs, sampler}: {macs: Map<Width, number>; sampler: SamplerSettings}) {
  try {
    const widths = readStrategy(file);
    const total = strategyCost(widths, {macs, evaluations: evaluationsOf({...sampler, steps: widths.length})});
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
