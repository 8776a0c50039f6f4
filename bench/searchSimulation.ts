/** A search at a scale that nobody waits for: the real evolution and the real planner, with arithmetic for a network. */
import {type EvolutionSettings, evolve, type Genes} from '../src/search/evolution.js';
import {geneOf, likelyAncestors, type Path, pathOf} from '../src/search/path.js';
import {planWalk, type Walk} from '../src/search/walk.js';

export interface SimulationSettings {
  evolution: EvolutionSettings;
  /** MACs of a step at each gene's width, narrowest first. */
  macs: readonly number[];
  /** States that may be kept at a time; 0: steps are shared within a generation only. */
  states: number;
  /** MACs of one image that a state must be expected to save to be kept; 0 where it is left out. */
  least?: number;
  /** Where scores are known; else they are like those of a trained network. */
  fitness?: (genes: Genes) => number;
  /** The best of the last generation that are scored once more, on other noise. */
  rescore?: number;
}

export interface Simulated {
  /** Steps that are taken, by the genes that take them, narrowest first; scoring once more is among them. */
  steps: number[];
  /** Strategies that are scored, and walks. */
  candidates: number;
  walks: number;
  /** MACs of one image: through all walks, and through each candidate alone. */
  executed: number;
  alone: number;
  /** Most states on disk, and in memory, at a time. */
  kept: number;
  peak: number;
  /** States that were written in all. */
  written: number;
}

/**
 * A fitness like that of a trained network: late, clean steps need width, and the noisiest a little, as published
 * strategies have it; the cost counts against it.
 */
const fitnessOf = (genes: Genes, choices: number): number =>
  genes.reduce((sum, gene, step) => {
    const noisy = step / genes.length;
    const need = 0.2 + 0.8 * Math.abs(1 - 2.2 * noisy);
    const lack = 1 - gene / (choices - 1);
    return sum + need * lack ** 2 + 0.5 * (gene / (choices - 1)) ** 2;
  }, 0);

export async function simulate({evolution, macs, states, least = 0, ...rest}: SimulationSettings): Promise<Simulated> {
  const {fitness: fitnessFor = (genes: Genes) => fitnessOf(genes, macs.length), rescore = 0} = rest;
  const counts = {steps: macs.map(() => 0), candidates: 0, walks: 0};
  const result: Simulated = {...counts, executed: 0, alone: 0, kept: 0, peak: 0, written: 0};
  const count = ({segments}: Walk, candidates: number): void => {
    result.candidates += candidates;
    result.walks += 1;
    for (const {path, begin, end} of segments)
      for (let depth = begin; depth < end; depth++) result.steps[geneOf(path[depth]!)]! += 1;
  };
  const scored: {genes: Genes; fitness: number}[] = [];
  const stored = new Set<string>();
  const macsOf = (letter: string): number => macs[geneOf(letter)]!;
  const evaluate = async (batch: readonly Genes[]): Promise<number[]> => {
    const paths: Path[] = batch.map(pathOf);
    const ancestors = likelyAncestors(scored, evolution.population);
    const walk = planWalk({paths, macsOf, stored, ancestors, budget: states, least});
    count(walk, paths.length);
    for (const name of walk.drop) stored.delete(name);
    for (const name of walk.save) stored.add(name);
    result.executed += walk.macs;
    result.alone += walk.macsAlone;
    result.written += walk.save.size;
    result.kept = Math.max(result.kept, stored.size);
    result.peak = Math.max(result.peak, walk.peak);
    const fitness = batch.map(fitnessFor);
    for (const [place, genes] of batch.entries()) scored.push({genes, fitness: fitness[place]!});
    return fitness;
  };
  let last: readonly Genes[] = [];
  for await (const {population} of evolve(evaluate, evolution)) last = population.map(({genes}) => genes);
  if (rescore > 0) {
    const paths = last.slice(0, rescore).map(pathOf);
    count(planWalk({paths, macsOf, stored: new Set(), ancestors: [], budget: 0}), paths.length);
  }
  return result;
}
