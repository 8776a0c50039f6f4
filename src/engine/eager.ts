/** Programs run op by op, as plain tfjs: what recorded ones are tested against. */
import {
  checkAssigned,
  checkInputs,
  checkWritten,
  type Input,
  isTensor,
  outerType,
  type ProgramSet,
  type Programs,
  type StateSpec,
} from './contract.js';
import {cast, freeNative, isNative, type Native, nativeScope, toTensor} from './native.js';
import {type Tensor, type TensorSpec, tf} from './tf.js';

/** An input as a tensor, which is freed with the scope around it where it was an array. */
const tensorOf = (value: Input, {shape, dtype = 'float32'}: TensorSpec): Tensor =>
  isTensor(value) ? value : tf.tensor(value.slice(), [...shape], dtype);

/** Runs the programs op by op, as plain tfjs. */
export function runEagerly({state, programs}: ProgramSet): Programs {
  const values = new Map<string, Tensor | Native>();
  const free = (value: Tensor | Native): void => {
    if (isNative(value)) freeNative(value);
    else value.dispose();
  };
  const replace = (name: string, value: Tensor | Native): void => {
    const before = values.get(name);
    if (before) free(before);
    values.set(name, value);
  };
  /** A value of the type in which an entry is kept, to be freed by `replace`. */
  const stored = (value: Tensor | Native, kept: Set<Native>, spec: StateSpec): Tensor | Native => {
    if (spec.dtype !== 'float64') return tf.keep((value as Tensor).clone());
    const native = cast(value, 'float64');
    kept.add(native);
    return native;
  };
  const present = (name: string): Tensor | Native => {
    const value = values.get(name);
    if (!value) throw new RangeError(`there is no state ${name}`);
    return value;
  };
  const write = (name: string, value: Input): void => {
    const spec = state[name];
    checkWritten(name, value, spec);
    tf.tidy(() => {
      const tensor = tensorOf(value, {shape: spec.shape, dtype: outerType(spec)});
      replace(
        name,
        nativeScope((kept) => stored(tensor, kept, spec)),
      );
    });
  };
  for (const [name, spec] of Object.entries(state))
    tf.tidy(() => write(name, tf.zeros([...spec.shape], outerType(spec))));
  const call: Programs['call'] = (name, inputs) => {
    const program = programs[name];
    checkInputs(name, program, inputs);
    return nativeScope((kept) => {
      const assigned = new Map<string, Tensor | Native>();
      const assign = (key: string, value: Tensor | Native): void => {
        const spec = state[key];
        checkAssigned(`the value assigned to ${key}`, value, spec);
        assigned.set(key, stored(value, kept, spec));
      };
      const read = (key: string): Tensor => present(key) as Tensor;
      const outputs = tf.tidy(() => {
        const tensors = Object.fromEntries(
          Object.entries(program.inputs).map(([key, spec]) => [key, tensorOf(inputs[key]!, spec)]),
        );
        const result = program.run(tensors, {
          read,
          assign,
          readDouble: (key) => present(key) as Native,
          applyAdam({weights, first, second, gradient, rate, epsilon, beta1, beta2}) {
            const one = tf.add(tf.mul(read(first), beta1), tf.mul(gradient, 1 - beta1));
            const two = tf.add(tf.mul(read(second), beta2), tf.mul(tf.square(gradient), 1 - beta2));
            const updated = tf.sub(read(weights), tf.div(tf.mul(one, rate), tf.add(tf.sqrt(two), epsilon)));
            for (const [key, value] of [
              [weights, updated],
              [first, one],
              [second, two],
            ] as const)
              assign(key, value);
            return updated;
          },
          moveTowards: (key, target, share) => assign(key, tf.add(read(key), tf.mul(tf.sub(target, read(key)), share))),
        });
        return Object.fromEntries(Object.entries(result).map(([key, value]) => [key, value.clone()]));
      });
      for (const [key, value] of assigned) replace(key, value);
      return outputs;
    });
  };
  return {
    call,
    start: async (name, inputs) => call(name, inputs),
    read: (name) => {
      const value = present(name);
      return isNative(value) ? toTensor(value) : value.clone();
    },
    write,
    dispose() {
      for (const value of values.values()) free(value);
      values.clear();
    },
  };
}
