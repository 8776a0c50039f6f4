/** Whether stages fit a device's memory, and which settings make them fit. Arithmetic only. */
import type {Estimate, StageMemory} from './declaration.js';

/** What can be planned of a device's memory: its driver, workspaces and the estimate's error take the rest. */
const USABLE = 0.85;

export interface StageNeed {
  id: string;
  memory: StageMemory;
}

/** Of stages, those whose memory is known. */
export const needsOf = (stages: readonly {id: string; estimate: Estimate}[]): StageNeed[] =>
  stages.flatMap(({id, estimate: {memory}}) => (memory ? [{id, memory}] : []));

export const peakOf = ({fixed, perImage, images}: StageMemory): number => fixed + perImage * images;

export const fits = (memory: StageMemory, available: number): boolean => peakOf(memory) <= USABLE * available;

/** A setting that makes stages fit. */
export interface Remedy {
  /** The stages that do not fit as they are. */
  stages: string[];
  key: StageMemory['lever']['key'];
  /** Undefined where not even single images fit. */
  value: number | undefined;
  /** Images at a time then, and bytes of the largest of the stages. */
  images: number;
  peak: number;
}

/** What to set where stages do not fit: for each key one value that suits all stages which it concerns. */
export function remediesFor(needs: readonly StageNeed[], available: number): Remedy[] {
  const keys = [...new Set(needs.map(({memory}) => memory.lever.key))];
  return keys.flatMap((key) => {
    const concerned = needs.filter(({memory}) => memory.lever.key === key);
    const tight = concerned.filter(({memory}) => !fits(memory, available));
    if (tight.length === 0) return [];
    const values = concerned.flatMap(({memory: {lever, images}}) =>
      lever.key === 'train.accumulate' ? upTo(lever.batch) : halvesOf(images),
    );
    const value = values.find((one) =>
      concerned.every(({memory}) => {
        const less = imagesWith(memory, one);
        return less !== undefined && fits({...memory, images: less}, available);
      }),
    );
    const then = concerned.map(({memory}) => ({...memory, images: (value && imagesWith(memory, value)) || 1}));
    return [
      {
        stages: tight.map(({id}) => id),
        key,
        value,
        images: Math.max(...then.map(({images}) => images)),
        peak: Math.max(...then.map(peakOf)),
      },
    ];
  });
}

const upTo = (count: number): number[] => Array.from({length: count}, (_, index) => index + 1);
const halvesOf = (count: number): number[] => (count <= 1 ? [1] : [count, ...halvesOf(Math.floor(count / 2))]);

/** Images at a time where a stage's key has `value`; undefined where the batch cannot be cut so. */
function imagesWith({images, lever}: StageMemory, value: number): number | undefined {
  if (lever.key !== 'train.accumulate') return Math.min(images, value);
  return lever.batch % value === 0 ? lever.batch / value : undefined;
}

export const gibibytes = (bytes: number): string => `${Number((bytes / 2 ** 30).toPrecision(2))} GiB`;

/** A remedy in a sentence. Nothing is chosen by itself: parts of a batch round differently, and are another key. */
export function describeRemedy(
  {stages, key, value, images, peak}: Remedy,
  {name, available}: {name: string; available: number},
): string {
  const place = `the ${gibibytes(available)} of ${name}`;
  if (value === undefined)
    return `${stages.join(', ')} will not fit ${place}, not even with one image at a time (${gibibytes(peak)})`;
  const costs =
    key === 'train.accumulate' ? '; results differ by rounding, so the stage is trained anew' : '; no number changes';
  return `${stages.join(', ')} will not fit ${place}; with --set ${key}=${value} it is ${images} images at a time and ${gibibytes(peak)}${costs}`;
}
