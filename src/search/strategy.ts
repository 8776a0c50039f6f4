/** A strategy: one width per sampling step, index 0 the cleanest. Knows widths as opaque labels. */

/** [a, a, b] → [[a, 2], [b, 1]]. */
export function encodeRuns<Label extends string>(widths: readonly Label[]): [Label, number][] {
  const runs: [Label, number][] = [];
  for (const width of widths) {
    const last = runs.at(-1);
    if (last?.[0] === width) last[1] += 1;
    else runs.push([width, 1]);
  }
  return runs;
}

export const decodeRuns = <Label extends string>(runs: readonly (readonly [Label, number])[]): Label[] =>
  runs.flatMap(([width, count]) => Array<Label>(count).fill(width));

/** A strategy stretched or shrunk to `steps` steps, each with the width at its place in the original. */
export const resample = <Label extends string>(strategy: readonly Label[], steps: number): Label[] =>
  Array.from({length: steps}, (_, step) => strategy[Math.floor(((step + 0.5) * strategy.length) / steps)]!);
