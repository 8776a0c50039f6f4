/** A process that checks the device it finds and prints the verdict: `selfCheck.js cpu|gpu float32|tf32`. */
import {deviceKind} from '../engine/device.js';
import {type Arithmetic, selfCheck} from '../stages/selfCheck.js';

const [wanted, arithmetic] = process.argv.slice(2);
if (deviceKind() !== wanted)
  throw new Error(`the self-check was to run on the ${wanted} and runs on the ${deviceKind()}`);
console.log(`verdict ${JSON.stringify(selfCheck(arithmetic as Arithmetic))}`);
