/** Attributes of ops that are executed by themselves, as the binding takes them. */
import {DATA_TYPE, type GraphType} from './graph.js';
import {backend, type OpAttribute} from './tf.js';

export const opType = (name: string, type: GraphType): OpAttribute => ({
  name,
  type: backend().binding.TF_ATTR_TYPE as number,
  value: DATA_TYPE[type],
});

export const opFlag = (name: string, value: boolean): OpAttribute => ({
  name,
  type: backend().binding.TF_ATTR_BOOL as number,
  value,
});

/** Of the op `Empty`: memory of a type that nobody has written to. */
export const emptyAttributes = (type: GraphType): OpAttribute[] => [opType('dtype', type), opFlag('init', false)];
