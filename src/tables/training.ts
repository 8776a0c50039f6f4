/** What the networks of a table were trained on: a comparison of rows is fair only where it says so. */

/** Of a plan, what counts here. */
interface Plan {
  stages: readonly PlannedStage[];
  cases: readonly {folders: Readonly<Record<string, string>>}[];
}

interface PlannedStage {
  id: string;
  settings: object;
  estimate: {macs: number};
}

/** Of the settings of a training, what counts here; absent where weights were given. */
interface Trained {
  iterations?: number;
  batch?: number;
  /** Weights that it started from. */
  from?: string;
}

/** Rows that stages other than `train` make a network for. */
const OWN: Record<string, string> = {baseline: 'adm'};

const imagesOf = ({settings}: PlannedStage): number | undefined => {
  const {iterations, batch} = settings as Trained;
  return iterations !== undefined && batch !== undefined ? iterations * batch : undefined;
};

/**
 * A line for each row with a network of its own, of the first case: images that it was trained on and multiplications
 * that this took, beside the supernet's; and one for a supernet that started from trained weights. Nothing where there is no
 * such network, or where its weights were given.
 */
export function trainingLines({stages, cases}: Plan): string[] {
  const of = (name: string): PlannedStage | undefined => stages.find(({id}) => id === cases[0]?.folders[name]);
  const supernet = of('train');
  if (!supernet) return [];
  const images = imagesOf(supernet);
  const lines = Object.entries(OWN).flatMap(([name, row]) => {
    const own = of(name);
    const seen = own && imagesOf(own);
    if (!own || seen === undefined) return [];
    const count = seen.toLocaleString('en');
    if (images === undefined)
      return [`${row}: a network of its own, trained on ${count} images; the supernet's weights were given`];
    const share = (own.estimate.macs / supernet.estimate.macs).toPrecision(3);
    const beside = seen === images ? 'as many as' : `${(seen / images).toPrecision(3)} times as many as`;
    return [
      `${row}: a network of its own, trained on ${count} images, ${beside} the supernet, with ${share} times its multiplications`,
    ];
  });
  return [...lines, ...startLine(supernet, of('baseline'))];
}

/** A line for a supernet that started from trained weights. */
function startLine(supernet: PlannedStage, baseline: PlannedStage | undefined): string[] {
  const {from} = supernet.settings as Trained;
  if (from === undefined) return [];
  const own = `supernet: trained on ${imagesOf(supernet)!.toLocaleString('en')} images`;
  const before = from === 'baseline' && baseline ? imagesOf(baseline) : undefined;
  if (before === undefined) return [`${own}, from given weights`];
  const both = (supernet.estimate.macs + baseline!.estimate.macs) / 1e12;
  return [
    `${own}, from the plain network after its ${before.toLocaleString('en')}; both trainings together took ${both.toPrecision(3)} TMACs`,
  ];
}
