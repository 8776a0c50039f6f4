/** The model card of an exported folder, in the form of Hugging Face's hub. Text only. */
import {type SamplerSettings, samplerName} from '../diffusion/settings.js';
import {costAt, gflopsOf} from '../models/cost.js';
import type {UNetConfig} from '../models/shape.js';
import {FULL_WIDTH, type Width} from '../models/width.js';
import {type MeasuredRow, toMarkdown} from '../tables/results.js';

export interface CardFacts {
  name: string;
  description: string;
  /** The data set: its name, or its kind. */
  data: string;
  network: UNetConfig;
  widths: readonly Width[];
  sampler: SamplerSettings;
  /** Index 0 the cleanest; undefined for a network that runs at full width only. */
  strategy: readonly Width[] | undefined;
  /** Results of the run; empty where it has none yet. */
  rows: readonly MeasuredRow[];
}

const USE = `\`\`\`python
import torch
from diffusers import DiffusionPipeline

pipeline = DiffusionPipeline.from_pretrained(DIR, custom_pipeline=DIR, trust_remote_code=True)
images = pipeline(batch_size=16, generator=torch.manual_seed(0)).images
\`\`\`

DIR is this folder. \`DDPMPipeline.from_pretrained(DIR)\` samples at full width at every step.
`;

const USE_FULL = `\`\`\`python
from diffusers import DDPMPipeline

images = DDPMPipeline.from_pretrained(DIR)(batch_size=16).images
\`\`\`
`;

export function modelCard(facts: CardFacts): string {
  const {name, description, data, network, widths, sampler, strategy, rows} = facts;
  const macs = new Map(widths.map((width) => [width, costAt(network, width).macs]));
  const full = costAt(network, FULL_WIDTH).macs;
  const share = strategy && strategy.reduce((sum, width) => sum + macs.get(width)!, 0) / strategy.length / full;
  const {resolution, imageChannels, classes} = network;
  const counts = widths.map((width) => ({width, count: strategy?.filter((one) => one === width).length ?? 0}));
  const lines = [
    '---',
    'library_name: diffusers',
    'pipeline_tag: unconditional-image-generation',
    'tags:',
    '- diffusers',
    '- step-aware',
    '---',
    '',
    `# ${name}`,
    '',
    ...(description ? [description, ''] : []),
    strategy
      ? `A U-Net whose width changes with the denoising step (DDSM, ICLR 2024). Its strategy takes ${(100 * share!).toFixed(0)} % of the computation of the full width.`
      : 'A U-Net for denoising diffusion.',
    '',
    strategy ? USE : USE_FULL,
    `- Data: ${data}, ${resolution}×${resolution} pixels, ${imageChannels === 1 ? 'greyscale' : 'RGB'}${classes > 0 ? `, ${classes} classes` : ''}`,
    `- Sampler: ${samplerName(sampler)}, ${sampler.steps} steps`,
    `- Cost of the full width: ${gflopsOf(full).toPrecision(4)} GFLOPs a step`,
    ...(strategy ? [`- Strategy: ${counts.map(({width, count}) => `${width} at ${count}`).join(', ')} steps`] : []),
  ];
  if (rows.length === 0) return `${lines.join('\n')}\n`;
  const table = rows.map((row) => ({
    row: row.row,
    width: row.width,
    images: row.images,
    distance: `${row.distance.toFixed(2)}${row.distanceDeviation === undefined ? '' : ` ± ${row.distanceDeviation.toFixed(2)}`}`,
    gflops: row.gflops.toPrecision(4),
  }));
  const {features} = rows[0]!;
  return `${lines.join('\n')}

Fréchet distances of features of ${features}; the plain network is \`adm\`, one width at every step \`uniform\`, the strategy \`ddsm\`.

${toMarkdown(table, ['row', 'width', 'images', 'distance', 'gflops'])}
`;
}
