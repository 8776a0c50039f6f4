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
}

/** Rows that stages other than `train` make a network for. */
const OWN: Record<string, string> = {baseline: 'adm'};

const imagesOf = ({settings}: PlannedStage): number | undefined => {
  const {iterations, batch} = settings as Trained;
  return iterations !== undefined && batch !== undefined ? iterations * batch : undefined;
};

/**
 * A line for each row with a network of its own, of the first case: images that it was trained on and multiplications
 * that this took, beside the supernet's. Nothing where there is no such network, or where its weights were given.
 */
export function trainingLines({stages, cases}: Plan): string[] {
  const of = (name: string): PlannedStage | undefined => stages.find(({id}) => id === cases[0]?.folders[name]);
  const supernet = of('train');
  if (!supernet) return [];
  const images = imagesOf(supernet);
  return Object.entries(OWN).flatMap(([name, row]) => {
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
}
