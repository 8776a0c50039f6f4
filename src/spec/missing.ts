/** What a spec's commands need from this machine: the data, and files of weights. */
import {existsSync} from 'node:fs';
import type {Problem} from '../problem.js';
import {dataFolder, type Experiment, resolvePath} from './experiment.js';
import {locate, type Source} from './source.js';

/** What a command cannot do without: the data, Inception's weights. */
export type Need = 'data' | 'weights';

/** That there is no data where the spec looks for it; undefined where there is. */
export function missingData(experiment: Experiment): Problem | undefined {
  const folder = dataFolder(experiment);
  if (folder === undefined || existsSync(folder)) return undefined;
  return {
    code: 'missing-data',
    message: `there is no data at ${folder}`,
    suggestion: `${experiment.dataset.source || 'put the images into this folder'}; dataset.path points at another place (--set dataset.path=DIR)`,
  };
}

/** What a command needs from this machine and does not find. */
export function missingFiles(experiment: Experiment, source: Source, needs: readonly Need[]): Problem[] {
  const problems: Problem[] = [];
  const {path} = experiment.dataset;
  const data = needs.includes('data') ? missingData(experiment) : undefined;
  if (data)
    problems.push(locate(source, path === undefined ? '/dataset' : '/dataset/path', data, {atKey: path === undefined}));
  if (!needs.includes('weights')) return problems;
  // What several variants miss is said once.
  const missing = experiment.cases.flatMap((one) => missingWeights(one, source));
  return [...problems, ...new Map(missing.map((problem) => [problem.message, problem])).values()];
}

function missingWeights(experiment: Experiment, source: Source): Problem[] {
  const problems: Problem[] = [];
  const {latent} = experiment.dataset;
  if (latent?.weights !== undefined) {
    const file = resolvePath(experiment, latent.weights);
    if (!existsSync(file)) {
      const problem: Problem = {
        code: 'missing-weights',
        message: `latents need the autoencoder's weights, and there is no file ${file}`,
        suggestion:
          "get Stable Diffusion's AutoencoderKL (vae/diffusion_pytorch_model.safetensors or .bin) and put it there, or point dataset.latent.weights at it",
      };
      problems.push(locate(source, '/dataset/latent/weights', problem));
    }
  }
  if (experiment.evaluate.metric === 'fid') {
    const file = resolvePath(experiment, experiment.evaluate.inception);
    if (existsSync(file)) return problems;
    const problem: Problem = {
      code: 'missing-weights',
      message: `FID needs Inception's weights, and there is no file ${file}`,
      suggestion:
        'get pt_inception-2015-12-05-6726825d.pth from the releases of the pytorch-fid project and put it there, or point evaluate.inception at it; with labelled data, --set evaluate.metric=frechet needs no weights',
    };
    const written = source.origins.has('/evaluate/metric');
    problems.push(written ? locate(source, '/evaluate/metric', problem) : {...problem, path: 'evaluate.metric'});
  }
  return problems;
}
