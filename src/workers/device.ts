/** A process that starts TensorFlow, lets it compute once, and prints which kind of device did. */
import {computesOn} from '../engine/device.js';

console.log(`device ${computesOn()}`);
