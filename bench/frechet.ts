/** The Fréchet distance at 2048 dimensions, the reference's root cached, against SciPy's square root of a matrix. */
import {tf} from '../src/engine/tf.js';
import {Frechet} from '../src/metrics/frechet.js';
import {alternate, Peer, report} from './peer.js';

const dimensions = Number(process.argv[2] ?? 2048);
const peer = new Peer();
const variant = await peer.prepare({what: 'frechet', dimensions});
const frechet = new Frechet(dimensions);
const features = (seed: number): Float32Array =>
  tf.tidy(() => {
    const spread = tf.linspace(0.1, 2, dimensions);
    return tf
      .mul(tf.randomNormal([3 * dimensions, dimensions], 0, 1, 'float32', seed), spread)
      .dataSync() as Float32Array;
  });
frechet.setReferenceFrom(features(1));
const moments = new Frechet(dimensions).setReferenceFrom(features(2));
let distance = 0;
const ms = await alternate(
  async () => {
    distance = frechet.distanceOf(moments);
  },
  () => peer.time(),
  {repeats: 5},
);
report({
  ...{
    bench: 'frechet',
    dimensions,
    seconds: ms.ours / 1000,
    theirSeconds: ms.theirs / 1000,
    ratio: ms.theirs / ms.ours,
  },
  ...{distance, peer: variant, threads: peer.threads},
});
frechet.dispose();
peer.close();
