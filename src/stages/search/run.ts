/** Runs the stage `search`: finds a strategy by a method, each candidate scored once and saved as it is scored. */
import type {Width} from '../../models/width.js';
import {ProblemError} from '../../problem.js';
import type {Genes, Individual} from '../../search/evolution.js';
import {misses, WORST} from '../../search/goal.js';
import type {Ask, Predicted} from '../../search/method.js';
import {search} from '../../search/methods/index.js';
import {encodeRuns} from '../../search/strategy.js';
import {writeFileDurably, writeLines} from '../../store/files.js';
import {searchFiles} from '../../store/runFolder.js';
import {writeStrategy} from '../../store/strategyFile.js';
import type {Inputs, StageContext} from '../context.js';
import type {RunStage} from '../stage.js';
import {EventLog} from '../training/events.js';
import {Scoring} from './scoring.js';
import {candidatesTotal, type GivenStrategy, type SearchMeans, type SearchSettings, searchedBy} from './stage.js';

export const runSearch: RunStage<SearchSettings | GivenStrategy, SearchMeans> = async (settings, inputs, context) => {
  const {strategy} = searchFiles(context.folder);
  const from = context.means.experiment;
  if (!('given' in settings)) return findStrategy(settings, inputs, context);
  if (!Array.isArray(settings.given))
    throw new ProblemError({
      code: 'strategy',
      message: `the strategy of ${settings.given.from} is not there`,
      suggestion: 'run that experiment first',
    });
  writeStrategy(strategy, settings.given, {sampler: settings.sampler, from, given: true});
};

async function findStrategy(
  settings: SearchSettings,
  inputs: Inputs,
  context: StageContext<SearchMeans>,
): Promise<void> {
  const {widths, sampler, images} = settings;
  const {method, goal, seed, rescore} = searchedBy(settings);
  const files = searchFiles(context.folder);
  const total = candidatesTotal(settings);
  const scoring = await Scoring.open(settings, inputs, {context, total});
  const widthsOf = (genes: Genes): Width[] => genes.map((gene) => widths[gene]!);
  let taken = 0;
  const ask: Ask = (genes, question = {}) => {
    taken += scoring.takes(genes, question);
    return scoring.score(genes, question);
  };
  try {
    const given = settings.seeds.map((strategy) => strategy.map((width) => widths.indexOf(width)));
    const space = {steps: sampler.steps, choices: widths.length, costs: scoring.costs, goal, seed, given};
    const generations: object[] = [];
    // Rounds of an earlier attempt are gone through again, quickly: their candidates are scored.
    const curves = new EventLog(files.events, 0);
    let final: Individual[] = [];
    let front: readonly Predicted[] | undefined;
    for await (const round of search(ask, space, method)) {
      final = round.population;
      front = round.front ?? front;
      const fitness = final.map((one) => one.fitness).filter((one) => one < WORST);
      const best = final[0]!.fitness;
      const mean = fitness.reduce((a, b) => a + b, 0) / fitness.length;
      curves.scalars(round.index, {'fitness/best': best, 'fitness/mean': mean});
      generations.push({
        index: round.index,
        evaluated: round.evaluated,
        best,
        mean,
        macs: taken,
        strategy: encodeRuns(widthsOf(final[0]!.genes)),
      });
      writeLines(files.generations, generations);
    }
    if (front) {
      const lines = front.map((one) => ({...one, genes: undefined, strategy: encodeRuns(widthsOf(one.genes))}));
      writeFileDurably(files.front, `${JSON.stringify(lines)}\n`);
    }
    // The best of many noisy scores is partly luck: name the winner on noise that no candidate was selected on.
    const finalists = final.slice(0, Math.max(1, rescore)).map(({genes}) => genes);
    const scores = await scoring.score(finalists, {replica: rescore > 0 ? 1 : 0});
    const winner = scores.reduce((a, b) => (b.fitness < a.fitness ? b : a));
    if (!Number.isFinite(winner.distance))
      throw new ProblemError({
        code: 'non-finite-features',
        message: `no strategy gives images whose features are finite: the weights or the sampler are broken (${images} images each)`,
        suggestion: 'look at the samples of the training (train.sampleEvery), or try another search.sampler',
      });
    if (misses(winner.fitness))
      context.warn('no strategy that was found meets search.target on fresh noise: the nearest is taken');
    const rescored = scores.map(({genes, distance, fitness}) => ({
      genes: genes.join(''),
      distance: Number.isFinite(distance) ? distance : null,
      fitness,
      before: scoring.known(genes),
    }));
    const {fitness, distance, gflops} = winner;
    const facts = {sampler: sampler.kind, from: context.means.experiment, fitness, distance, gflops, rescored};
    writeStrategy(files.strategy, widthsOf(winner.genes), facts);
    scoring.close();
  } finally {
    scoring.dispose();
  }
}
