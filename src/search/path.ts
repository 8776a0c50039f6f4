/** Strategies as ways from noise to image, whose beginnings name the states on them. */
import type {Individual} from './evolution.js';

/**
 * One letter a step, the noisiest first. The state after d steps is named by the first d letters: strategies that agree
 * so far share it.
 */
export type Path = string;

const LETTER = 48;

/** The way of genes, whose index 0 is the cleanest step. */
export const pathOf = (genes: readonly number[]): Path =>
  genes.reduceRight((path, gene) => path + String.fromCharCode(LETTER + gene), '');

/** The gene that a letter stands for. */
export const geneOf = (letter: string): number => letter.charCodeAt(0) - LETTER;

/** A strategy that later ones may come from, and how likely that is, compared with others. */
export interface Ancestor {
  path: Path;
  weight: number;
}

/**
 * The best of all that were scored, as many as survive a generation, the likelier the better: a tournament of two draws
 * the best twice as often as the middle one, and the last never.
 */
export function likelyAncestors(scored: readonly Individual[], count: number): Ancestor[] {
  const best = [...scored].sort((a, b) => a.fitness - b.fitness).slice(0, count);
  return best.map(({genes}, rank) => ({path: pathOf(genes), weight: 1 - rank / best.length}));
}
