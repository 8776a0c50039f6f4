/** Figures as SVG, by Vega-Lite: widths over steps, curves, the trade-off of distance and cost. */
import type {TopLevelSpec} from 'vega-lite';

/** As far as this file's axes need it; Vega-Lite's own type is that of all positions together. */
type PositionDef = {field: string; type: 'quantitative'; title: string; scale: object; axis: object};

/** Letters that can be read where a page shows the figure at its own width or a little less. Legends stand below. */
const CONFIG = {
  font: 'sans-serif',
  title: {anchor: 'start', fontSize: 15, subtitleFontSize: 12, subtitleColor: '#555', offset: 12},
  axis: {labelFontSize: 12, titleFontSize: 13, titleFontWeight: 'normal'},
  legend: {
    orient: 'bottom',
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    columns: 4,
    labelLimit: 240,
    titleLimit: 240,
  },
  header: {labelFontSize: 13},
} as const;
const SIZE = {width: 400, height: 250, background: 'white', padding: 8, config: CONFIG};

/** An axis that counts: no ticks between two whole numbers. */
const whole = (largest: number) => ({format: 'd', tickCount: Math.max(1, Math.min(8, largest))});

/** Width of a letter of a sans-serif font against its size, on average. */
const LETTER = 0.6;

/** How wide Vega takes text for; its types leave it out. */
interface TextMetrics {
  textMetrics: {width(item: {fontSize?: number}, text: unknown): number};
}

async function toSvg(spec: TopLevelSpec): Promise<string> {
  // Loaded when a figure is drawn: no other command pays for it.
  const [vega, lite] = await Promise.all([import('vega'), import('vega-lite')]);
  // Without a browser, Vega takes letters for a third wider than they are, and leaves empty margins for them.
  (vega as unknown as TextMetrics).textMetrics.width = ({fontSize = 11}, text) =>
    Math.ceil(LETTER * fontSize * String(text ?? '').length);
  const view = new vega.View(vega.parse(lite.compile(spec).spec), {renderer: 'none'});
  try {
    return `${await view.toSVG()}\n`;
  } finally {
    view.finalize();
  }
}

/** Eighths of the full width. */
const WIDTHS = {
  field: 'width',
  type: 'quantitative',
  title: 'width',
  scale: {domain: [1.6, 8.4], nice: false, zero: false},
  axis: {values: [2, 3, 4, 5, 6, 7, 8], labelExpr: "datum.value + '/8'"},
} satisfies PositionDef;

/** Width over sampling step, index 0 (the cleanest) on the left: the paper's Figures A and B. */
export const strategySvg = (widths: readonly string[]): Promise<string> =>
  toSvg({
    ...SIZE,
    title: 'Strategy',
    data: {values: widths.map((width, step) => ({step, width: Number(width[0])}))},
    mark: {type: 'line', interpolate: 'step', point: widths.length <= 100},
    encoding: {
      x: {field: 'step', type: 'quantitative', title: 'sampling step (0 = cleanest)', axis: whole(widths.length - 1)},
      y: WIDTHS,
    },
  });

/** Width over the noise level σ at which a step starts, the cleanest on the left. */
export const noiseSvg = (widths: readonly string[], sigmas: readonly number[]): Promise<string> =>
  toSvg({
    ...SIZE,
    title: 'Strategy by noise level',
    data: {values: widths.map((width, step) => ({sigma: sigmas[step]!, width: Number(width[0])}))},
    // A step takes the noise from its own level down to the next.
    mark: {type: 'line', interpolate: 'step-before', point: widths.length <= 100},
    encoding: {
      x: {field: 'sigma', type: 'quantitative', title: 'noise level σ (log)', scale: {type: 'log', nice: false}},
      y: WIDTHS,
    },
  });

export const curveSvg = (
  points: {x: number; y: number; series: string}[],
  {x, y, title}: {x: string; y: string; title: string},
): Promise<string> => {
  const several = new Set(points.map(({series}) => series)).size > 1;
  return toSvg({
    ...SIZE,
    title,
    data: {values: points},
    mark: {type: 'line', point: true},
    encoding: {
      x: {field: 'x', type: 'quantitative', title: x, axis: whole(Math.max(...points.map((point) => point.x)))},
      y: {field: 'y', type: 'quantitative', title: y, scale: {zero: false}},
      color: {field: 'series', type: 'nominal', title: null, ...(several ? {} : {legend: null})},
    },
  });
};

/** A searched strategy and what it is of. */
export interface NamedStrategy {
  name: string;
  widths: readonly string[];
}

/**
 * The paper's Figures A and B: width over the way from the image (0) to noise (1), for several data sets in one graph
 * (`together`), or one below the other.
 */
export const strategiesSvg = (
  strategies: readonly NamedStrategy[],
  {title, together}: {title: string; together: boolean},
): Promise<string> => {
  const values = strategies.flatMap(({name, widths}) =>
    // A step lasts until the next one begins.
    [...widths, widths.at(-1)!].map((width, step) => ({name, at: step / widths.length, width: Number(width[0])})),
  );
  const unit = {
    mark: {type: 'line', interpolate: 'step-after', strokeWidth: together ? 1.5 : 1},
    encoding: {
      x: {
        field: 'at',
        type: 'quantitative',
        title: together ? 'share of the sampling steps (0 = cleanest)' : 'share of the steps (0 = cleanest)',
        scale: {domain: [0, 1]},
      },
      y: WIDTHS,
      color: {field: 'name', type: 'nominal', title: null, ...(together ? {} : {legend: null})},
    },
  };
  const {width, height, ...around} = SIZE;
  const spec = together
    ? {...around, title, data: {values}, width: 520, height: 260, ...unit}
    : {
        ...around,
        title,
        data: {values},
        columns: 2,
        facet: {field: 'name', type: 'nominal', title: null},
        spec: {width: 260, height: 140, ...unit},
      };
  return toSvg(spec as TopLevelSpec);
};

interface TradeoffRow {
  row: string;
  width: string;
  gflops: number;
  distance: number;
}

/** Distance over GFLOPs: the uniform widths as a line, the other rows as points, every candidate that was scored as a dot. */
export const tradeoffSvg = (
  rows: readonly TradeoffRow[],
  candidates: readonly {gflops: number; distance: number}[] = [],
): Promise<string> =>
  toSvg({
    ...SIZE,
    title: {
      text: 'Distance and cost',
      ...(candidates.length > 0 ? {subtitle: 'grey dots: candidates, scored on fewer images'} : {}),
    },
    data: {
      values: [
        ...candidates.map(({gflops, distance}) => ({row: 'candidate', label: '', gflops, distance})),
        ...rows.map(({row, width, gflops, distance}) => ({
          row,
          // The legend names the rest, which may be many in one place.
          label: row === 'uniform' ? width : row === 'ddsm' ? row : '',
          gflops,
          distance,
        })),
      ],
    },
    encoding: {
      x: {field: 'gflops', type: 'quantitative', title: 'GFLOPs per evaluation'},
      y: {
        field: 'distance',
        type: 'quantitative',
        title: 'Fréchet distance (log)',
        scale: {type: 'log', nice: false, padding: 24},
      },
    },
    layer: [
      {
        transform: [{filter: "datum.row === 'candidate'"}],
        mark: {type: 'point', filled: true, size: 14, opacity: 0.5, color: '#999'},
      },
      {transform: [{filter: "datum.row === 'uniform'"}], mark: {type: 'line', color: '#999'}},
      {
        transform: [{filter: "datum.row !== 'candidate'"}],
        mark: {type: 'point', filled: true, size: 80},
        encoding: {color: {field: 'row', type: 'nominal', title: null}},
      },
      {mark: {type: 'text', dy: -12, fontSize: 11}, encoding: {text: {field: 'label'}}},
    ],
  });

/** A line of the table of a sweep. */
interface SweepLine {
  row: string;
  width: string;
  /** Values of the swept settings, as text; empty where they have no influence. */
  setting: string;
  gflops: number;
  distance: number;
  /** Over seeds. */
  deviation?: number | undefined;
}

/**
 * Distance over GFLOPs at every point of a sweep: uniform widths as a line for each setting that they depend on, the
 * other rows as points under the names of their settings; a bar is the deviation over seeds.
 */
export const sweepSvg = (lines: readonly SweepLine[], {settings}: {settings: readonly string[]}): Promise<string> =>
  toSvg({
    ...SIZE,
    title: {text: 'Sweep', ...(settings.length > 0 ? {subtitle: `by ${settings.join(', ')}`} : {})},
    data: {
      values: lines.map(({row, width, setting, gflops, distance, deviation = 0}) => ({
        ...{row, setting, gflops, distance},
        label: row === 'uniform' ? width : row === 'ddsm' ? setting || row : '',
        low: Math.max(distance / 2, distance - deviation),
        high: distance + deviation,
      })),
    },
    encoding: {
      x: {field: 'gflops', type: 'quantitative', title: 'GFLOPs per evaluation', scale: {zero: true}},
      y: {
        field: 'distance',
        type: 'quantitative',
        title: 'Fréchet distance (log)',
        scale: {type: 'log', nice: false, padding: 24},
      },
      detail: {field: 'setting', type: 'nominal'},
    },
    layer: [
      {transform: [{filter: "datum.row === 'uniform'"}], mark: {type: 'line', color: '#999'}},
      {
        transform: [{filter: 'datum.high > datum.distance'}],
        mark: {type: 'rule', color: '#999'},
        encoding: {y: {field: 'low', type: 'quantitative'}, y2: {field: 'high'}},
      },
      {
        mark: {type: 'point', filled: true, size: 80},
        encoding: {color: {field: 'row', type: 'nominal', title: null}},
      },
      {mark: {type: 'text', dy: -12, fontSize: 11}, encoding: {text: {field: 'label'}}},
    ],
  });

/** A search that solves for strategies: what it predicts of the best of every cost, as a line, and those that it scored. */
export const frontSvg = (
  predicted: readonly {gflops: number; distance: number}[],
  scored: readonly {gflops: number; distance: number}[],
): Promise<string> => {
  const named = (series: string) => (one: {gflops: number; distance: number}) => ({...one, series});
  return toSvg({
    ...SIZE,
    title: {
      text: 'Search',
      subtitle: "line: the best of every cost, predicted from single steps on a measurement's images",
    },
    data: {values: [...predicted.map(named('predicted')), ...scored.map(named('scored'))]},
    encoding: {
      x: {field: 'gflops', type: 'quantitative', title: 'GFLOPs per evaluation'},
      y: {field: 'distance', type: 'quantitative', title: 'Fréchet distance', scale: {zero: false}},
      color: {field: 'series', type: 'nominal', title: null},
    },
    layer: [
      {transform: [{filter: "datum.series === 'predicted'"}], mark: {type: 'line', point: {size: 12}}},
      {transform: [{filter: "datum.series === 'scored'"}], mark: {type: 'point', filled: true, size: 60}},
    ],
  });
};

/**
 * What the search is worth: the distance of each kind of strategy of equal cost, a point for each variant and its mean; in the
 * given order of rows, and of no others.
 */
export const controlsSvg = (
  rows: readonly {row: string; variant?: string | undefined; distance: number}[],
  order: readonly string[],
): Promise<string> =>
  toSvg({
    ...SIZE,
    title: 'Strategies of equal cost',
    data: {
      values: rows
        .filter(({row}) => order.includes(row))
        .map(({row, variant, distance}) => ({row, distance, variant: variant ?? 'run'})),
    },
    encoding: {
      x: {field: 'row', type: 'nominal', title: null, sort: [...order], axis: {labelAngle: 0}},
      y: {field: 'distance', type: 'quantitative', title: 'Fréchet distance', scale: {zero: false, padding: 12}},
    },
    layer: [
      {
        mark: {type: 'tick', thickness: 3, size: 48, color: '#555'},
        encoding: {y: {field: 'distance', aggregate: 'mean', type: 'quantitative'}},
      },
      {
        mark: {type: 'point', filled: true, size: 50},
        encoding: {color: {field: 'variant', type: 'nominal', title: null}},
      },
    ],
  });

/** Distance over network evaluations, a line for each sampler: the full width dashed, the searched strategy solid. */
export const evaluationsSvg = (
  rows: readonly {row: string; width: string; sampler: string; evaluations: number; distance: number}[],
): Promise<string> =>
  toSvg({
    ...SIZE,
    width: 520,
    height: 340,
    title: 'Distance and evaluations',
    data: {
      values: rows
        .filter(({row, width}) => row === 'ddsm' || (row === 'uniform' && width === '8/8'))
        .map(({row, sampler, evaluations, distance}) => ({
          sampler,
          evaluations,
          distance,
          strategy: row === 'ddsm' ? 'ddsm' : 'full width',
        })),
    },
    layer: [
      {mark: {type: 'line'}},
      {
        mark: {type: 'point', filled: true, size: 60},
        encoding: {shape: {field: 'strategy', type: 'nominal', title: 'full width is dashed'}},
      },
    ],
    encoding: {
      x: {
        field: 'evaluations',
        type: 'quantitative',
        title: 'network evaluations of one image (log)',
        scale: {type: 'log', nice: false, padding: 24},
      },
      y: {
        field: 'distance',
        type: 'quantitative',
        title: 'Fréchet distance (log)',
        scale: {type: 'log', nice: false, padding: 24},
      },
      color: {field: 'sampler', type: 'nominal', title: 'sampler'},
      strokeDash: {
        field: 'strategy',
        type: 'nominal',
        legend: null,
        scale: {
          domain: ['ddsm', 'full width'],
          range: [
            [1, 0],
            [5, 4],
          ],
        },
      },
    },
  });
