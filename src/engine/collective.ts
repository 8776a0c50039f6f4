/** Sums over devices, by TensorFlow's collective: how data-parallel training adds its gradients. */
import {boolAttribute, floatAttribute, intAttribute, stringAttribute, typeAttribute} from './graph.js';
import {currentRecording, deviceName, nodeOf} from './recorder.js';
import {type Tensor, tf} from './tf.js';

/**
 * The sum of float32 tensors of one shape, of which the i-th was computed on device i; once per device, where it is
 * wanted. All devices get the same bits, and the same call gives them again; in which order numbers are added depends on
 * how many devices there are. No gradient. Run eagerly, it adds from the first to the last.
 */
export function allReduce(tensors: readonly Tensor[]): Tensor[] {
  const shape = tensors[0]?.shape;
  for (const tensor of tensors) {
    if (tensor.dtype === 'float32' && `${tensor.shape}` === `${shape}`) continue;
    throw new TypeError(`allReduce: ${tensor.dtype} [${tensor.shape.join(', ')}] among float32 [${shape!.join(', ')}]`);
  }
  const recording = currentRecording();
  if (tensors.length < 2) return tensors.map((tensor) => tensor.clone());
  if (!recording) {
    return tf.tidy(() => {
      const sum = tensors.reduce((total, tensor) => tf.add(total, tensor));
      return tensors.map(() => sum.clone());
    });
  }
  const {graph, nodes, prefix} = recording;
  // The members of a group find one another by its key, and each of their sums by the instance's.
  const group = tensors.length;
  const instance = graph.nextCollective();
  const attributes = {
    T: typeAttribute('float32'),
    merge_op: stringAttribute('Add'),
    final_op: stringAttribute('Id'),
    communication_hint: stringAttribute('auto'),
    timeout_seconds: floatAttribute(0),
    is_stateless: boolAttribute(false),
    Nordering_token: intAttribute(0),
    max_subdivs_per_device: intAttribute(-1),
  };
  const integer = (value: number): string => graph.constant('int32', [], new Uint8Array(Int32Array.of(value).buffer));
  const before = recording.collectives;
  recording.collectives = tensors.map((tensor, index) => {
    const node = nodeOf(graph, nodes, tensor);
    return graph.on(deviceName(recording, index), () =>
      graph.add(
        `${prefix}/allReduce`,
        'CollectiveReduceV2',
        // Every device takes its sums in the order in which they were recorded, so that none waits for another forever.
        [
          node,
          integer(group),
          integer(group),
          integer(instance),
          ...before.slice(index, index + 1).map((n) => `^${n}`),
        ],
        attributes,
      ),
    );
  });
  return recording.collectives.map((node) => {
    const sum = tf.zeros([...shape!]);
    nodes.set(sum, node);
    return sum;
  });
}
