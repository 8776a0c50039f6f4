/** The addon that keeps signals away from the threads that compute, where it is built. */
import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
import {addonPath} from './binding.js';

interface SignalsAddon {
  hearElsewhere(): boolean;
}

/**
 * Lets a thread of its own hear the signals of this process. To be called before TensorFlow starts its threads: a signal
 * that is heard in the middle of one of its matrix products writes over other memory.
 */
export function hearSignalsElsewhere(): void {
  const path = addonPath('signals');
  if (existsSync(path)) (createRequire(import.meta.url)(path) as SignalsAddon).hearElsewhere();
}
