/** What a spec inherits and a later choice leaves no room for: it is not read, and is in no key. */
import {SAMPLERS, type SamplerKind, takesOption} from '../diffusion/settings.js';
import {isRecord, layerOf, type Source, valueAt} from './source.js';

/** Keys of `search`, each with one that takes its place where it is written later. */
const REPLACED = [
  ['target', 'flopsWeight'],
  ['strategy', 'from'],
  ['from', 'strategy'],
] as const;

/** Keys of `search.target`, likewise: a target names one of them. */
const TARGETS = [
  ['gflops', 'distance'],
  ['distance', 'gflops'],
] as const;

/**
 * Takes out of the data, which no schema has seen yet, what was written before what takes its place: keys of `search`, and
 * options of a sampler before another kind that lacks them. What is not in the data, also what null
 * has taken out, was then written nowhere.
 */
export function dropSuperseded(source: Source): void {
  const {data} = source;
  if (!isRecord(data)) return;
  const {search, evaluate} = data;
  const isBefore = (pointer: string, later: string): boolean =>
    (layerOf(source, pointer) ?? Number.POSITIVE_INFINITY) < (layerOf(source, later) ?? -1);
  for (const [pointer, section, replaced] of [
    ['/search', search, REPLACED],
    ['/search/target', isRecord(search) ? search.target : undefined, TARGETS],
  ] as const) {
    if (!isRecord(section)) continue;
    for (const [earlier, later] of replaced)
      if (later in section && isBefore(`${pointer}/${earlier}`, `${pointer}/${later}`)) delete section[earlier];
  }
  for (const [pointer, section] of [
    ['/search/sampler', search],
    ['/evaluate/sampler', evaluate],
  ] as const) {
    const sampler = isRecord(section) ? section.sampler : undefined;
    if (!isRecord(sampler) || !Object.hasOwn(SAMPLERS, String(sampler.kind))) continue;
    for (const [option, value] of Object.entries(sampler)) {
      const lacking = !takesOption(sampler.kind as SamplerKind, option, value);
      if (lacking && isBefore(`${pointer}/${option}`, `${pointer}/kind`)) delete sampler[option];
    }
  }
  for (const pointer of source.origins.keys()) if (isGone(data, pointer)) source.origins.delete(pointer);
}

/** Whether a pointer leads nowhere, although its section is there. */
function isGone(data: Record<string, unknown>, pointer: string): boolean {
  const [, section, ...more] = pointer.split('/');
  return more.length > 0 && Object.hasOwn(data, section!) && valueAt(data, pointer) === undefined;
}
