/** The feature classifier's parameters and cost; knows no tensors. */

export interface ClassifierConfig {
  resolution: number;
  channels: number;
  classes: number;
  features: number;
}

interface Entry {
  name: string;
  shape: number[];
  offset: number;
  size: number;
}

/** Convolutions of stride 2 until 4 pixels or fewer are left, then one hidden layer (the features), then the classes. */
export function classifierLayout({resolution, channels, classes, features}: ClassifierConfig): {
  entries: Entry[];
  size: number;
  convs: number;
} {
  const shapes: [string, number[]][] = [['conv0', [3, 3, channels, 32]]];
  let [side, now, convs] = [resolution, 32, 1];
  while (side > 4 && convs < 7) {
    const next = Math.min(128, now * 2);
    shapes.push([`conv${convs}`, [3, 3, now, next]]);
    [side, now, convs] = [Math.ceil(side / 2), next, convs + 1];
  }
  shapes.push(['hidden', [side * side * now, features]], ['output', [features, classes]]);
  const entries: Entry[] = [];
  let offset = 0;
  for (const [name, shape] of shapes) {
    for (const [part, dims] of [
      ['weight', shape],
      ['bias', [shape.at(-1)!]],
    ] as [string, number[]][]) {
      const size = dims.reduce((a, b) => a * b, 1);
      entries.push({name: `${name}.${part}`, shape: dims, offset, size});
      offset += size;
    }
  }
  return {entries, size: offset, convs};
}

/** Multiply-accumulates of one image. */
export function classifierMacs(config: ClassifierConfig): number {
  let side = config.resolution;
  let macs = 0;
  for (const {name, shape, size} of classifierLayout(config).entries) {
    if (!name.endsWith('.weight')) continue;
    if (shape.length === 4 && name !== 'conv0.weight') side = Math.ceil(side / 2);
    macs += shape.length === 4 ? size * side ** 2 : size;
  }
  return macs;
}
