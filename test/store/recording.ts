/**
 * Records what is done to a folder by node:fs, call by call, and makes the folder as it may be found after a kill or a power
 * cut at any of them. After a kill every call that returned is seen. After a power cut, names count when their folder was
 * synced and contents when their file was; the others are there, or not, or torn.
 */
import fs from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {replaceCalls} from '../faults.js';

type Node = number;
/** A change of names that happens as a whole: an entry of a folder becomes a node, or nothing. */
type Entries = {folder: Node; name: string; node: Node | undefined}[];
type Operation =
  | {kind: 'entries'; entries: Entries; made?: {node: Node; isFolder: boolean}; what: string}
  | {kind: 'contents'; node: Node; bytes: Buffer; what: string}
  | {kind: 'sync'; node: Node; what: string};

/** What a power cut leaves of what was not synced. */
export type Cut = 'killed' | 'nothing' | 'torn' | 'zeros' | 'holes' | 'scattered';
export const CUTS: readonly Cut[] = ['killed', 'nothing', 'torn', 'zeros', 'holes', 'scattered'];

const ROOT: Node = 0;

export class Recording {
  readonly operations: Operation[] = [];
  private readonly root: string;
  /** By path inside the folder, as it is now. */
  private readonly nodes = new Map<string, Node>([['', ROOT]]);
  private readonly contents = new Map<Node, Buffer>();
  private readonly open = new Map<number, {node: Node; position: number; appends: boolean}>();
  private next = 1;

  constructor(root: string) {
    this.root = root;
  }

  /** Runs `work`, and records what it does. */
  async record(work: () => Promise<void>): Promise<void> {
    const giveBack = replaceCalls(this.calls as never);
    try {
      await work();
    } finally {
      giveBack();
    }
  }

  private inside(path: string): string | undefined {
    const found = relative(this.root, path);
    return found.startsWith('..') ? undefined : found;
  }

  private place(path: string): {folder: Node; name: string} {
    const at = path.lastIndexOf('/');
    return {folder: this.nodes.get(at < 0 ? '' : path.slice(0, at))!, name: path.slice(at + 1)};
  }

  private add(path: string, isFolder: boolean, what: string): Node {
    const node = this.next++;
    this.nodes.set(path, node);
    this.operations.push({kind: 'entries', entries: [{...this.place(path), node}], made: {node, isFolder}, what});
    return node;
  }

  private write(node: Node, bytes: Buffer, what: string): void {
    this.contents.set(node, bytes);
    this.operations.push({kind: 'contents', node, bytes, what});
  }

  private take(path: string, what: string): void {
    this.operations.push({kind: 'entries', entries: [{...this.place(path), node: undefined}], what});
    this.nodes.delete(path);
  }

  // biome-ignore format: one call a line reads best
  private readonly calls = {
    openSync: (real: typeof fs.openSync) => (path: string, flags: string) => {
      const file = real(path, flags);
      const found = this.inside(path);
      if (found !== undefined) {
        let node = this.nodes.get(found);
        const isNew = node === undefined;
        node ??= this.add(found, false, `create ${found}`);
        if (isNew || flags.startsWith('w')) this.write(node, Buffer.alloc(0), `empty ${found}`);
        this.open.set(file, {node, position: 0, appends: flags.startsWith('a')});
      }
      return file;
    },
    closeSync: (real: typeof fs.closeSync) => (file: number) => {
      this.open.delete(file);
      real(file);
    },
    writeSync: (real: (...all: unknown[]) => number) => (file: number, bytes: Uint8Array, offset = 0, length = bytes.length - offset) => {
      const count = real(file, bytes, offset, length);
      const handle = this.open.get(file);
      if (handle) {
        const before = this.contents.get(handle.node)!;
        const at = handle.appends ? before.length : handle.position;
        const after = Buffer.alloc(Math.max(before.length, at + count));
        before.copy(after);
        after.set(bytes.subarray(offset, offset + count), at);
        handle.position = at + count;
        this.write(handle.node, after, `write ${count} bytes`);
      }
      return count;
    },
    ftruncateSync: (real: typeof fs.ftruncateSync) => (file: number, size: number) => {
      real(file, size);
      const handle = this.open.get(file);
      if (handle) this.write(handle.node, Buffer.from(this.contents.get(handle.node)!.subarray(0, size)), `cut to ${size}`);
    },
    fsyncSync: (real: typeof fs.fsyncSync) => (file: number) => {
      real(file);
      const handle = this.open.get(file);
      if (handle) this.operations.push({kind: 'sync', node: handle.node, what: 'sync'});
    },
    renameSync: (real: typeof fs.renameSync) => (from: string, to: string) => {
      real(from, to);
      const [a, b] = [this.inside(from)!, this.inside(to)!];
      const node = this.nodes.get(a)!;
      const entries = [{...this.place(a), node: undefined}, {...this.place(b), node}];
      this.operations.push({kind: 'entries', entries, what: `rename ${a} to ${b}`});
      for (const [path, value] of [...this.nodes]) {
        if (path === a || path.startsWith(`${a}/`)) {
          this.nodes.delete(path);
          this.nodes.set(b + path.slice(a.length), value);
        }
      }
    },
    linkSync: (real: typeof fs.linkSync) => (from: string, to: string) => {
      real(from, to);
      const [a, b] = [this.inside(from)!, this.inside(to)!];
      const node = this.nodes.get(a)!;
      this.nodes.set(b, node);
      this.operations.push({kind: 'entries', entries: [{...this.place(b), node}], what: `link ${a} to ${b}`});
    },
    unlinkSync: (real: typeof fs.unlinkSync) => (path: string) => {
      real(path);
      this.take(this.inside(path)!, `unlink ${path}`);
    },
    rmdirSync: (real: typeof fs.rmdirSync) => (path: string) => {
      real(path);
      this.take(this.inside(path)!, `rmdir ${path}`);
    },
    mkdirSync: (real: typeof fs.mkdirSync) => (path: string, options?: fs.MakeDirectoryOptions) => {
      if (options?.recursive) {
        if (fs.existsSync(path)) return;
        this.calls.mkdirSync(real)(dirname(path), options);
      }
      real(path);
      this.add(this.inside(path)!, true, `mkdir ${path}`);
    },
  };
}

interface Found {
  isFolder: boolean;
  entries: {now: Map<string, Node>; durable: Map<string, Node>};
  bytes: {now: Buffer; durable: Buffer};
}

/** The folder after the first `count` operations, and a kill or a power cut: contents by path; undefined for folders. */
export function stateAfter(operations: readonly Operation[], count: number, cut: Cut): Map<string, Buffer | undefined> {
  const fresh = (isFolder: boolean): Found => ({
    isFolder,
    entries: {now: new Map(), durable: new Map()},
    bytes: {now: Buffer.alloc(0), durable: Buffer.alloc(0)},
  });
  const nodes = new Map<Node, Found>([[ROOT, fresh(true)]]);
  const apply = (entries: Entries, which: 'now' | 'durable'): void => {
    for (const {folder, name, node} of entries) {
      const map = nodes.get(folder)!.entries[which];
      if (node === undefined) map.delete(name);
      else map.set(name, node);
    }
  };
  let pending: Entries[] = [];
  for (const operation of operations.slice(0, count)) {
    if (operation.kind === 'entries') {
      if (operation.made) nodes.set(operation.made.node, fresh(operation.made.isFolder));
      apply(operation.entries, 'now');
      pending.push(operation.entries);
    } else if (operation.kind === 'contents') nodes.get(operation.node)!.bytes.now = operation.bytes;
    else {
      const node = nodes.get(operation.node)!;
      node.bytes.durable = node.bytes.now;
      const touches = (entries: Entries): boolean => entries.some(({folder}) => folder === operation.node);
      for (const entries of pending) if (touches(entries)) apply(entries, 'durable');
      pending = pending.filter((entries) => !touches(entries));
    }
  }
  // The same cut gives the same state each time.
  let seed = count * 2654435761;
  const coin = (): boolean => {
    seed = (Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return (seed & 0x10000) !== 0;
  };
  if (cut === 'scattered') for (const entries of pending) if (coin()) apply(entries, 'durable');
  const names = cut === 'nothing' || cut === 'scattered' ? 'durable' : 'now';
  const state = new Map<string, Buffer | undefined>();
  const visit = (node: Found, path: string): void => {
    if (!node.isFolder) state.set(path, torn(node.bytes, cut === 'scattered' ? (coin() ? 'torn' : 'nothing') : cut));
    else {
      if (path !== '') state.set(path, undefined);
      for (const [name, child] of node.entries[names]) visit(nodes.get(child)!, path === '' ? name : `${path}/${name}`);
    }
  };
  visit(nodes.get(ROOT)!, '');
  return state;
}

function torn({now, durable}: Found['bytes'], cut: Cut): Buffer {
  if (cut === 'killed' || now.equals(durable)) return now;
  if (cut === 'nothing' || now.length <= durable.length) return durable;
  const kept = now.subarray(0, durable.length).equals(durable) ? durable.length : 0;
  const middle = kept + Math.ceil((now.length - kept) / 2);
  if (cut === 'torn') return now.subarray(0, middle);
  const state = Buffer.from(now);
  return state.fill(0, kept, cut === 'zeros' ? now.length : middle);
}

/** Puts a state into a folder that is not there yet. Who wrote it is gone: its number is given to somebody else. */
export function restore(state: ReadonlyMap<string, Buffer | undefined>, root: string): void {
  fs.mkdirSync(root);
  const links = new Map<Buffer, string>();
  for (const [path, bytes] of state) {
    const place = join(root, path.replaceAll(new RegExp(`\\.${process.pid}(?=\\.ddsm-tmp|$)`, 'g'), '.999999999'));
    const known = bytes && bytes.length > 0 ? links.get(bytes) : undefined;
    if (!bytes) fs.mkdirSync(place);
    else if (known !== undefined) fs.linkSync(known, place);
    else {
      const isLock = /(^|\/)\.?lock[^/]*$/.test(path);
      fs.writeFileSync(place, isLock ? bytes.toString().replace(/"started":"\d+"/, '"started":"1"') : bytes);
      links.set(bytes, place);
    }
  }
}
