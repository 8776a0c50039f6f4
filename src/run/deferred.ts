/** A promise and what fulfils it. */
export function deferred(): {promise: Promise<void>; resolve(): void} {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return {promise, resolve};
}
