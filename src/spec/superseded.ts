/** What a spec inherits and a later choice leaves no room for: it is not read, and is in no key. */
import {SAMPLERS, type SamplerKind, type SamplerOption} from '../diffusion/settings.js';
import {isRecord, layerOf, type Source} from './source.js';

/**
 * Takes out of the data, which no schema has seen yet, what was written before what takes its place: a target before
 * `search.flopsWeight`, and options of a sampler before another kind that lacks them.
 */
export function dropSuperseded(source: Source): void {
  if (!isRecord(source.data)) return;
  const {search, evaluate} = source.data;
  const isBefore = (pointer: string, later: string): boolean =>
    (layerOf(source, pointer) ?? Number.POSITIVE_INFINITY) < (layerOf(source, later) ?? -1);
  if (isRecord(search) && 'flopsWeight' in search && isBefore('/search/target', '/search/flopsWeight'))
    delete search.target;
  for (const [pointer, section] of [
    ['/search/sampler', search],
    ['/evaluate/sampler', evaluate],
  ] as const) {
    const sampler = isRecord(section) ? section.sampler : undefined;
    if (!isRecord(sampler) || !Object.hasOwn(SAMPLERS, String(sampler.kind))) continue;
    for (const option of Object.keys(sampler))
      if (isBefore(`${pointer}/${option}`, `${pointer}/kind`) && isLacking(sampler, option)) delete sampler[option];
  }
}

function isLacking({kind, ...given}: Record<string, unknown>, option: string): boolean {
  if (option === 'steps' || option === 'guidance') return false;
  const allowed = SAMPLERS[kind as SamplerKind].options[option as SamplerOption];
  return allowed === undefined || (allowed !== 'any' && !allowed.includes(String(given[option])));
}
