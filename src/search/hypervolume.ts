/** How good a trade of two costs is, in one number. */

/**
 * The share of the rectangle from (0, 0) to `worst` that is dominated by points of two costs, both lower is better. Points
 * beyond `worst` count for nothing.
 */
export function hypervolume(points: readonly (readonly [number, number])[], worst: readonly [number, number]): number {
  const inside = points.filter(([a, b]) => a < worst[0] && b < worst[1]).sort((one, other) => one[0] - other[0]);
  let [area, least] = [0, worst[1]];
  for (const [a, b] of inside) {
    if (b >= least) continue;
    area += (worst[0] - a) * (least - b);
    least = b;
  }
  return area / (worst[0] * worst[1]);
}
