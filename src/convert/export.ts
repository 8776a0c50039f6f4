/** Weights of this project → a checkpoint that the authors' PyTorch code loads and continues from. */
import {dirname} from 'node:path';
import {Zip, ZipPassThrough} from 'fflate';
import {writeParts} from '../commit.js';
import {sweep} from '../temporary.js';
import type {StoredTensor} from '../weights/safetensors.js';
import {TIME_TABLE, timeTable} from './timeTable.js';

/** Entry of a checkpoint that names the kind of slimming: `slices` and `norms` as in a spec's `widths`. */
export const SLIMMING = 'slimming';

/** A set of weights, read tensor by tensor. */
export interface WeightSet {
  shapes: ReadonlyMap<string, readonly number[]>;
  read(name: string): StoredTensor;
}

export interface Checkpoint {
  /** Weights as they are trained, and their moving average. */
  raw: WeightSet;
  average: WeightSet;
  /** Adam's moments, where they are known. */
  moments: {first: WeightSet; second: WeightSet} | undefined;
  step: number;
  learningRate: number;
  /** Training time steps: rows of the fixed table of embeddings. */
  timeSteps: number;
  /** The kind of slimming, where it is not the authors'; kept in an entry that their code does not read. */
  slimming: Record<string, string> | undefined;
}

/** Writes `net_model`, `ema_model`, `optim` and `step` as `torch.save` does. The file appears when it is whole. */
export function writeCheckpointFile(path: string, checkpoint: Checkpoint): void {
  const pickle = new PickleWriter();
  const {slimming} = checkpoint;
  const channels = checkpoint.raw.shapes.get('head.weight')![0]!;
  const table = {shape: [checkpoint.timeSteps, channels], data: timeTable(checkpoint.timeSteps, channels)};
  const tableSet: WeightSet = {shapes: new Map([[TIME_TABLE, table.shape]]), read: () => table};
  // As in the authors' network: its fixed table is the first of its parameters.
  const names = [TIME_TABLE, ...checkpoint.raw.shapes.keys()];
  const setOf = (set: WeightSet, name: string): WeightSet => (name === TIME_TABLE ? tableSet : set);
  pickle.dictionary([
    ['net_model', () => pickle.weights(names.map((name) => [name, setOf(checkpoint.raw, name), name]))],
    ['ema_model', () => pickle.weights(names.map((name) => [name, setOf(checkpoint.average, name), name]))],
    ['optim', () => optimizer(pickle, checkpoint, names)],
    ['step', () => pickle.integer(checkpoint.step)],
    ...(slimming ? [[SLIMMING, () => pickle.strings(slimming)] as const] : []),
  ]);
  const entries: [string, () => Uint8Array][] = [
    ['archive/data.pkl', () => pickle.finish()],
    ['archive/byteorder', () => Buffer.from('little')],
    ...pickle.storages.map(({set, name}, key): [string, () => Uint8Array] => [
      `archive/data/${key}`,
      () => {
        const {data} = set.read(name);
        return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      },
    ]),
    ['archive/version', () => Buffer.from('3\n')],
  ];
  writeZip(path, entries);
}

function optimizer(pickle: PickleWriter, {moments, step, learningRate}: Checkpoint, names: readonly string[]): void {
  // The table is never updated, so it has no state.
  const trained = moments ? names.map((name, index) => ({name, index})).filter(({name}) => name !== TIME_TABLE) : [];
  pickle.dictionary([
    [
      'state',
      () =>
        pickle.dictionary(
          trained.map(({name, index}) => [
            index,
            () =>
              pickle.dictionary([
                ['step', () => pickle.tensor({shapes: new Map([['step', []]]), read: () => scalar(step)}, 'step')],
                ['exp_avg', () => pickle.tensor(moments!.first, name)],
                ['exp_avg_sq', () => pickle.tensor(moments!.second, name)],
              ]),
          ]),
        ),
    ],
    [
      'param_groups',
      () =>
        pickle.list([
          () =>
            pickle.dictionary([
              ['lr', () => pickle.float(learningRate)],
              ['betas', () => pickle.tuple([() => pickle.float(0.9), () => pickle.float(0.999)])],
              ['eps', () => pickle.float(1e-8)],
              ['weight_decay', () => pickle.integer(0)],
              ['amsgrad', () => pickle.boolean(false)],
              ['params', () => pickle.list(names.map((_, index) => () => pickle.integer(index)))],
            ]),
        ]),
    ],
  ]);
}

const scalar = (value: number): StoredTensor => ({shape: [], data: Float32Array.of(value)});

/** Writes a pickle of protocol 2; tensors go into storages of their own. */
class PickleWriter {
  readonly storages: {set: WeightSet; name: string}[] = [];
  private readonly parts: Buffer[] = [Buffer.from([0x80, 2])];

  finish(): Buffer {
    return Buffer.concat([...this.parts, Buffer.from('.')]);
  }

  integer(value: number): void {
    const bytes = Buffer.alloc(5, 0x4a);
    bytes.writeInt32LE(value, 1);
    this.parts.push(bytes);
  }

  float(value: number): void {
    const bytes = Buffer.alloc(9, 0x47);
    bytes.writeDoubleBE(value, 1);
    this.parts.push(bytes);
  }

  boolean(value: boolean): void {
    this.parts.push(Buffer.from([value ? 0x88 : 0x89]));
  }

  text(value: string): void {
    const bytes = Buffer.from(value);
    const length = Buffer.alloc(5, 0x58);
    length.writeUInt32LE(bytes.length, 1);
    this.parts.push(length, bytes);
  }

  strings(values: Readonly<Record<string, string>>): void {
    this.dictionary(Object.entries(values).map(([key, value]) => [key, () => this.text(value)]));
  }

  dictionary(items: readonly (readonly [key: string | number, write: () => void])[]): void {
    this.op('}(');
    for (const [key, write] of items) {
      if (typeof key === 'number') this.integer(key);
      else this.text(key);
      write();
    }
    this.op('u');
  }

  list(items: readonly (() => void)[]): void {
    this.op('](');
    for (const write of items) write();
    this.op('e');
  }

  tuple(items: readonly (() => void)[]): void {
    this.op('(');
    for (const write of items) write();
    this.op('t');
  }

  /** An ordered dictionary of tensors. */
  weights(items: readonly (readonly [key: string, set: WeightSet, name: string])[]): void {
    this.op('ccollections\nOrderedDict\n)R(');
    for (const [key, set, name] of items) {
      this.text(key);
      this.tensor(set, name);
    }
    this.op('u');
  }

  tensor(set: WeightSet, name: string): void {
    const shape = set.shapes.get(name)!;
    const count = shape.reduce((a, b) => a * b, 1);
    const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
    const key = String(this.storages.push({set, name}) - 1);
    const integers = (values: readonly number[]): void => this.tuple(values.map((value) => () => this.integer(value)));
    this.op('ctorch._utils\n_rebuild_tensor_v2\n((');
    this.text('storage');
    this.op('ctorch\nFloatStorage\n');
    this.text(key);
    this.text('cpu');
    this.integer(count);
    this.op('tQ');
    this.integer(0);
    integers(shape);
    integers(strides);
    this.boolean(false);
    this.op('ccollections\nOrderedDict\n)RtR');
  }

  private op(codes: string): void {
    this.parts.push(Buffer.from(codes, 'latin1'));
  }
}

/** Entries stored one by one, not compressed. */
function writeZip(path: string, entries: readonly (readonly [name: string, bytes: () => Uint8Array])[]): void {
  sweep(dirname(path), {owned: false});
  writeParts(path, (write) => {
    const zip = new Zip((error, chunk) => {
      if (error) throw error;
      write(chunk);
    });
    for (const [name, bytes] of entries) {
      const entry = new ZipPassThrough(name);
      entry.mtime = '1980-01-01T00:00:00';
      zip.add(entry);
      entry.push(bytes(), true);
    }
    zip.end();
  });
}
