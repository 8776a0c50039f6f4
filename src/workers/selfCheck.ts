/** A process that checks the device it finds, measures it, and prints both: `selfCheck.js cpu|gpu float32|tf32 [peaks]`; the last word leaves out the check. */
import {deviceKind} from '../engine/device.js';
import {matrixPeak} from '../engine/peak.js';
import {type Arithmetic, selfCheck} from '../stages/selfCheck.js';

const [wanted, arithmetic, only] = process.argv.slice(2);
if (deviceKind() !== wanted)
  throw new Error(`the self-check was to run on the ${wanted} and runs on the ${deviceKind()}`);
const verdict = only === 'peaks' ? {} : selfCheck(arithmetic as Arithmetic);
const peaks = {float32: matrixPeak('float32'), bfloat16: matrixPeak('bfloat16')};
console.log(`verdict ${JSON.stringify({...verdict, peaks})}`);
