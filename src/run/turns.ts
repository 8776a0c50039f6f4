import {deferred} from './deferred.js';

/** Who may compute: any number together, or one alone. */
export class Turns {
  private readonly running = new Set<Promise<void>>();
  /** Ends with the newest one that is alone, or waits to be. */
  private gate: Promise<void> = Promise.resolve();

  /** Resolves when it is one's turn, in the order of asking; what it resolves to ends the turn. */
  async take({alone}: {alone: boolean}): Promise<() => void> {
    const {promise: ended, resolve: end} = deferred();
    if (alone) {
      const before = [this.gate, ...this.running];
      this.gate = ended;
      await Promise.all(before);
      return end;
    }
    const {gate} = this;
    this.running.add(ended);
    await gate;
    return () => {
      this.running.delete(ended);
      end();
    };
  }
}
