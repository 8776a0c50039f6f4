/** The tables of the study of search methods, from what its searches left. */
import {hypervolume} from '../../src/search/hypervolume.js';
import {damagesOf} from '../../src/search/methods/sensitivity.js';
import type {Candidate} from '../../src/stages/search/scoring.js';
import {type MeasuredRow, toMarkdown, uniformAt} from '../../src/tables/results.js';
import {MOVED, type Moved} from './moved.js';

/** What all others are compared with. */
const REFERENCE = 'evolution';

/** One search, as it ended. */
export interface Searched {
  set: string;
  seed: number;
  method: string;
  /** MACs that the method executed, rescoring apart. */
  macs: number;
  /** Of the winner: when it was chosen, on fresh noise, and of the many images of the evaluation. */
  chosen: number;
  fresh: number;
  evaluated: number;
  gflops: number;
  distance: number;
  /** Scores of strategies on both noises: chosen, fresh. */
  pairs: [number, number][];
  /** Strategies that were scored as usual, and those that were measured against another. */
  candidates: Candidate[];
  probes: Candidate[];
  rounds: {macs: number; best: number}[];
  strategy: string;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const deviation = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, one) => sum + (one - mean(values)) ** 2, 0) / (values.length - 1));
/** A mean, with its deviation where there are several. */
const spread = (values: readonly number[], digits: number): string => {
  if (values.length === 0) return '';
  return values.length > 1
    ? `${mean(values).toFixed(digits)} ± ${deviation(values).toFixed(digits)}`
    : mean(values).toFixed(digits);
};

/** The share of cost and distance that a search's candidates dominate; the corner is the reference search's uniform ends. */
function volumeOf(one: Searched, reference: Searched): number {
  const uniform = (choice: number): Candidate =>
    reference.candidates.find(({genes}) => new Set(genes).size === 1 && genes[0] === String(choice))!;
  const costs = reference.candidates.map(({gflops}) => gflops);
  const worst: [number, number] = [Math.max(...costs) * (1 + 1e-9), uniform(0).distance! * (1 + 1e-9)];
  return hypervolume(
    one.candidates.flatMap(({gflops, distance}) => (distance === null ? [] : [[gflops, distance] as const])),
    worst,
  );
}

/** A line for each method: over seeds, against the reference on the same seed. */
function methodLines(all: readonly Searched[]): Record<string, string | number>[] {
  return [...new Set(all.map(({method}) => method))].map((method) => {
    const own = all.filter((one) => one.method === method);
    const paired = own.flatMap((one) => {
      const reference = all.find((other) => other.method === REFERENCE && other.seed === one.seed);
      return reference ? [{one, reference}] : [];
    });
    const difference = paired.map(({one, reference}) => one.evaluated - reference.evaluated);
    return {
      method,
      seeds: own.length,
      TMACs: spread(
        own.map(({macs}) => macs / 1e12),
        2,
      ),
      share: spread(
        paired.map(({one, reference}) => one.macs / reference.macs),
        2,
      ),
      chosen: spread(
        own.map(({chosen}) => chosen),
        2,
      ),
      fresh: spread(
        own.map(({fresh}) => fresh),
        2,
      ),
      evaluated: spread(
        own.map(({evaluated}) => evaluated),
        2,
      ),
      [`above ${REFERENCE}`]: spread(difference, 2),
      worst: difference.length > 0 ? Math.max(...difference).toFixed(2) : '',
      GFLOPs: spread(
        own.map(({gflops}) => gflops),
        4,
      ),
      distance: spread(
        own.map(({distance}) => distance),
        2,
      ),
      hypervolume: spread(
        paired.map(({one, reference}) => volumeOf(one, reference)),
        3,
      ),
    };
  });
}

/** The winner's curse, and the two sets of noise, on which all strategies differ alike: what each seed's finalists gain or lose. */
function curseLines(all: readonly Searched[]): Record<string, string | number>[] {
  const places = [...new Map(all.map(({set, seed}) => [`${set} ${seed}`, {set, seed}])).values()];
  return places.map(({set, seed}) => {
    const own = all.filter((one) => one.set === set && one.seed === seed);
    const pairs = own.flatMap((one) => one.pairs).filter(([before]) => Number.isFinite(before));
    return {
      ...{set, seed, strategies: pairs.length},
      chosen: mean(pairs.map(([before]) => before)).toFixed(2),
      fresh: mean(pairs.map(([, fresh]) => fresh)).toFixed(2),
      'fresh above chosen': spread(
        pairs.map(([before, fresh]) => fresh - before),
        2,
      ),
    };
  });
}

/**
 * Whether damages add up: what sums over segments of the first measurement say of strategies that were drawn at random, and
 * what those are at. Ranks and squared correlations do not depend on the scale of a sum.
 */
function additivityLines(all: readonly Searched[]): Record<string, string | number>[] {
  return all
    .filter(({method, probes}) => method === 'sensitivity' && probes.length > 0)
    .flatMap(({set, seed, probes}) => {
      const reference = probes[0]!.reference!;
      const around = probes.filter((one) => one.reference === reference && one.distance !== null);
      const base = around.find(({genes}) => genes === reference)!;
      const drawn = all
        .filter((one) => one.set === set && one.seed === seed && one.method === 'random')
        .flatMap(({candidates}) => candidates)
        .filter(({genes, distance}) => new Set(genes).size > 1 && distance !== null);
      if (drawn.length === 0) return [];
      const scores = around
        .filter((one) => one !== base)
        .map(({genes, distance, paired}) => ({
          ...{genes, distance: distance!, paired: paired!, scored: {genes: [], gflops: 0, fitness: 0}},
        }));
      const mixed = damagesOf(
        {...scores[0]!.scored, distance: base.distance!, paired: 0},
        scores.map(({distance, paired, scored}) => ({...scored, distance, paired})),
      );
      const views: Record<string, number[]> = {
        signed: scores.map(({distance}) => distance - base.distance!),
        paired: scores.map(({paired}) => paired),
        both: mixed,
      };
      const measured = drawn.map(({distance}) => distance!);
      return Object.entries(views).map(([view, damages]) => {
        // A probe's damage is that of each of the genes in which it is not the reference.
        const predicted = drawn.map(({genes}) =>
          scores.reduce((sum, probe, index) => {
            const own = [...probe.genes].flatMap((gene, step) => (gene === reference[step] ? [] : [step]));
            const hits = own.filter((step) => genes[step] === probe.genes[step]).length;
            return sum + (damages[index]! * hits) / own.length;
          }, 0),
        );
        const fit = correlation(predicted, measured) ** 2;
        return {
          set,
          seed,
          view,
          strategies: drawn.length,
          'R²': fit.toFixed(2),
          τ: kendall(predicted, measured).toFixed(2),
        };
      });
    });
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [left, right] = [mean(a), mean(b)];
  const product = a.reduce((sum, one, index) => sum + (one - left) * (b[index]! - right), 0);
  return product / ((a.length - 1) * deviation(a) * deviation(b));
}

/** Kendall's τ: pairs in the same order less those in the other, as a share of all. */
function kendall(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < i; j++) sum += Math.sign(a[i]! - a[j]!) * Math.sign(b[i]! - b[j]!);
  return sum / ((a.length * (a.length - 1)) / 2);
}

const least = (values: readonly number[]): number => Math.min(...values);
const most = (values: readonly number[]): number => Math.max(...values);

/** What a strategy is worth on networks of other seeds: beside the one that was searched there, on the same noise. */
function transferLines(moved: readonly Moved[]): Record<string, string | number>[] {
  const many = moved.filter(({scoring}) => scoring === 'many');
  return MOVED.flatMap((method) => {
    const networks = many.flatMap(({set, seed, scores}) => {
      const all = scores.filter((one) => one.method === method);
      const own = all.find((one) => one.seed === seed);
      const others = all.filter((one) => one.seed !== seed).map(({fitness}) => fitness);
      return own && others.length > 0 ? [{set, own: own.fitness, others}] : [];
    });
    return [...new Set(networks.map(({set}) => set))].map((set) => {
      const here = networks.filter((one) => one.set === set);
      const above = here.flatMap(({own, others}) => others.map((one) => one - own));
      return {
        ...{set, method, networks: here.length},
        own: spread(
          here.map(({own}) => own),
          2,
        ),
        'of other seeds': spread(
          here.map(({others}) => mean(others)),
          2,
        ),
        'above own': spread(above, 2),
        worst: most(above).toFixed(2),
        'better than own': `${above.filter((one) => one < 0).length} of ${above.length}`,
      };
    });
  });
}

/** How far a strategy is below the line through the uniform ones on the same noise, in percent. */
function belowLine({distance, gflops}: {distance: number; gflops: number}, {uniform}: Moved): number | undefined {
  const row = (one: {distance: number; gflops: number}) => ({...one, row: 'uniform'}) as MeasuredRow;
  const line = uniformAt(row({distance, gflops}), uniform.map(row));
  return line === undefined ? undefined : 100 * (1 - distance / line);
}

/** Strategies with other numbers of steps, stretched to them and searched with them. */
function stepsLines(moved: readonly Moved[]): Record<string, string | number>[] {
  const scorings = [...new Set(moved.map(({set, scoring}) => `${set} ${scoring}`))].filter((one) =>
    one.includes('steps'),
  );
  return scorings.flatMap((name) => {
    const here = moved.filter(({set, scoring}) => `${set} ${scoring}` === name);
    return [...MOVED, 'searched'].map((method) => {
      const found = here.flatMap((one) =>
        one.scores.filter((score) => score.method === method).map((score) => ({score, one})),
      );
      return {
        ...{set: here[0]!.set, steps: here[0]!.scoring.split('-')[1]!, strategy: method, networks: found.length},
        distance: spread(
          found.map(({score}) => score.distance),
          2,
        ),
        GFLOPs: spread(
          found.map(({score}) => score.gflops),
          4,
        ),
        'below the line, %': spread(
          found.flatMap(({score, one}) => belowLine(score, one) ?? []),
          1,
        ),
      };
    });
  });
}

/**
 * What so many images can tell apart: of strategies that searches found, the best of a score is taken, and compared with
 * the best on many images of other noise.
 */
function imagesLines(moved: readonly Moved[]): Record<string, string | number>[] {
  const few = moved.flatMap((one) => {
    const many = moved.find(({set, seed, scoring}) => scoring === 'many' && set === one.set && seed === one.seed);
    return many && one.scoring.startsWith('images') ? [{one, many}] : [];
  });
  const names = [...new Set(few.map(({one: {set, scoring}}) => `${set} ${scoring.split('-')[1]}`))];
  return names.map((name) => {
    const draws = few
      .filter(({one: {set, scoring}}) => `${set} ${scoring.split('-')[1]}` === name)
      .map(({one, many}) => {
        const pairs = one.scores.map(({fitness}, index) => [fitness, many.scores[index]!.fitness] as const);
        const [chosen, truth] = pairs.reduce((a, b) => (b[0] < a[0] ? b : a));
        const [score, real] = [mean(pairs.map(([few]) => few)), mean(pairs.map(([, all]) => all))];
        return {
          noise: deviation(pairs.map(([few, all]) => few - all)),
          lead: score - chosen,
          kept: real - truth,
          missed: truth - least(pairs.map(([, all]) => all)),
        };
      });
    return {
      ...{set: name.split(' ')[0]!, images: name.split(' ')[1]!, scorings: draws.length},
      'noise of a difference': mean(draws.map(({noise}) => noise)).toFixed(2),
      'lead when chosen': spread(
        draws.map(({lead}) => lead),
        2,
      ),
      'lead on 1,024 images': spread(
        draws.map(({kept}) => kept),
        2,
      ),
      'above the best': spread(
        draws.map(({missed}) => missed),
        2,
      ),
      worst: most(draws.map(({missed}) => missed)).toFixed(2),
    };
  });
}

/** Markdown tables by name. */
export function tablesOf(all: readonly Searched[], moved: readonly Moved[]): Record<string, string> {
  const tables: Record<string, string> = {};
  const table = (lines: Record<string, string | number>[]): string => toMarkdown(lines, Object.keys(lines[0]!));
  for (const set of new Set(all.map((one) => one.set))) {
    const own = all.filter((one) => one.set === set);
    tables[`${set}-methods`] = table(methodLines(own));
    tables[`${set}-strategies`] = table(
      own.map(({method, seed, strategy, gflops}) => ({method, seed, strategy, GFLOPs: gflops.toFixed(4)})),
    );
  }
  if (all.length > 0) tables.curse = table(curseLines(all));
  const additivity = additivityLines(all);
  if (additivity.length > 0) tables.additivity = table(additivity);
  if (moved.length > 0) {
    tables.transfer = table(transferLines(moved));
    tables.steps = table(stepsLines(moved));
    tables.images = table(imagesLines(moved));
  }
  return tables;
}
