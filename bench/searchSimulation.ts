/** A search at a scale that nobody waits for: the real evolution and the real planner, with arithmetic for a network. */
import {type EvolutionSettings, evolve, type Genes} from '../src/search/evolution.js';
import {geneOf, likelyAncestors, type Path, pathOf} from '../src/search/path.js';
import {planWalk} from '../src/search/walk.js';

export interface SimulationSettings {
  evolution: EvolutionSettings;
  /** MACs of a step at each gene's width, narrowest first. */
  macs: readonly number[];
  /** States that may be kept at a time; 0: steps are shared within a generation only. */
  states: number;
}

export interface Simulated {
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

export async function simulate({evolution, macs, states}: SimulationSettings): Promise<Simulated> {
  const result: Simulated = {executed: 0, alone: 0, kept: 0, peak: 0, written: 0};
  const scored: {genes: Genes; fitness: number}[] = [];
  const stored = new Set<string>();
  const macsOf = (letter: string): number => macs[geneOf(letter)]!;
  const evaluate = async (batch: readonly Genes[]): Promise<number[]> => {
    const paths: Path[] = batch.map(pathOf);
    const ancestors = likelyAncestors(scored, evolution.population);
    const walk = planWalk({paths, macsOf, stored, ancestors, budget: states});
    for (const name of walk.drop) stored.delete(name);
    for (const name of walk.save) stored.add(name);
    result.executed += walk.macs;
    result.alone += walk.macsAlone;
    result.written += walk.save.size;
    result.kept = Math.max(result.kept, stored.size);
    result.peak = Math.max(result.peak, walk.peak);
    const fitness = batch.map((genes) => fitnessOf(genes, macs.length));
    for (const [place, genes] of batch.entries()) scored.push({genes, fitness: fitness[place]!});
    return fitness;
  };
  for await (const generation of evolve(evaluate, evolution)) void generation;
  return result;
}
