/** Into how many parts a training computes each batch, and whether they divide among its devices. */

/** Parts of a batch: as many as are accumulated, and at least one for each device. */
export const partsOf = (accumulate: number, devices: number): number => Math.max(accumulate, devices);

/** Whether every device gets as many parts as the others, and every part as many images. */
export const dividesAmong = (devices: number, {batch, accumulate}: {batch: number; accumulate: number}): boolean =>
  partsOf(accumulate, devices) % devices === 0 && batch % partsOf(accumulate, devices) === 0;

/** Says that a batch does not divide among so many devices. */
export const describeIndivisible = (
  devices: number,
  {batch, accumulate}: {batch: number; accumulate: number},
): string => `a batch of ${batch} in ${partsOf(accumulate, devices)} parts does not divide among ${devices} devices`;
