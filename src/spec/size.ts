/** Sizes as people write them. */

const UNITS: Record<string, number> = {B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12};

/** `20 GB` → 20e9; `0` needs no unit. Throws a RangeError for what the schema refuses. */
export function bytesOf(size: string): number {
  if (size === '0') return 0;
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?(B|kB|MB|GB|TB)$/.exec(size) ?? [];
  if (unit === undefined) throw new RangeError(`${size} is no size`);
  return Math.floor(Number(number) * UNITS[unit]!);
}
