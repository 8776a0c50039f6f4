/** What tells the files that a data set is read from apart from others. Computes nothing and decodes nothing. */
import {createHash, type Hash} from 'node:crypto';
import {type BigIntStats, readFileSync, statSync} from 'node:fs';
import {basename, join, relative, resolve} from 'node:path';
import {ProblemError} from '../problem.js';
import {fingerprint, readJson, writeJson} from '../store/files.js';
import {cifarReads, type FolderReads, folderReads, type Glance, idxReads, lsunReads, npzReads} from './reads.js';
import type {Split} from './source.js';
import {diskTree, under} from './tree.js';

export interface DataFingerprint {
  /** Empty where there is nothing to read: embedded data, a folder that is not there or holds none of it. */
  hash: string;
  /** How many files are read, and their bytes. */
  files: number;
  bytes: number;
}

export interface DataPlace {
  kind: 'digits' | 'folder' | 'cifar10' | 'lsun' | 'npz' | 'idx';
  path?: string | undefined;
  split: Split;
}

export interface FingerprintOptions {
  /** Folder in which it is noted what trees of images hold; without one they are listed every time. */
  cache?: string | undefined;
  /** Look at every file, whatever was noted: before they are read. */
  fresh?: boolean;
}

const NOTHING: DataFingerprint = {hash: '', files: 0, bytes: 0};

/**
 * Hash over the files that the source of `kind` reads for the split, and no others, wherever the folder lies. Files of many
 * images (batches, archives, databases) count by name, size, beginning and end (64 KiB each). Images in folders count by
 * their paths and sizes; where they are SMALL_TREE files or fewer, the contents of those up to 64 KiB count, too.
 *
 * With a cache, a later call opens no image and is quick. Of up to SMALL_TREE images it looks at every one's inode, size and
 * times. Of more it looks at the folders alone, whose times change when a file is added, removed, renamed or replaced by
 * another: an image of such a tree that is written over in its place goes unnoticed, until anything else in its folder
 * changes or `fresh` is set. So do changes in the middle of large files, and changes that leave a file's inode, size and
 * both times as they were. What changed less than two seconds before it was looked at is looked at again. What goes unnoticed
 * leaves the keys, and so the prepared images, as they were.
 */
export function dataFingerprint(
  {kind, path, split}: DataPlace,
  {cache, fresh = false}: FingerprintOptions = {},
): DataFingerprint {
  if (kind === 'digits' || path === undefined) return NOTHING;
  const stat = statSync(path, {throwIfNoEntry: false});
  if (!stat) return NOTHING;
  if (kind === 'folder' && stat.isDirectory()) {
    const name = hashOf([resolve(path), split]).slice(0, 32);
    const note = cache === undefined ? undefined : join(cache, `.listing-${name}.json`);
    return noneWhereRefused(() => treeFingerprint(path, {split, note, fresh}), NOTHING);
  }
  const files = noneWhereRefused(() => filesOf({kind, path, split}), []);
  if (files.length === 0) return NOTHING;
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  // A file that the spec itself names may be called anything.
  const names = files.map((file) => (file === path ? '' : basename(file)));
  // Databases of several categories are files of one name.
  const areNames = new Set(names).size === names.length;
  const facts = files.map((file, index) => [areNames ? names[index] : relative(path, file), fingerprint(file)]);
  return {hash: hashOf(facts), files: files.length, bytes};
}

/** The files of a source that are not a tree of images. Throws a ProblemError where what it needs is not there. */
function filesOf({kind, path, split}: DataPlace & {path: string}): string[] {
  switch (kind) {
    case 'idx':
      return idxReads(path, split).flatMap(({images, labels}) => [images, labels]);
    case 'cifar10':
      return cifarReads(path, split).files;
    case 'npz':
      return npzReads(path, split).files;
    case 'lsun':
      return lsunReads(path, split).map(({file}) => file);
    default:
      return [path];
  }
}

function noneWhereRefused<T>(find: () => T, none: T): T {
  try {
    return find();
  } catch (error) {
    if (error instanceof ProblemError) return none;
    throw error;
  }
}

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Files of a tree up to which every one is looked at each time. */
const SMALL_TREE = 4096;
/** Bytes of a file up to which its content counts. */
const SMALL_FILE = 1 << 16;
/** A clock's grain, and more: what changed this shortly before it was looked at may change again without a trace. */
const GRAIN_MS = 2000;

/** What one folder of a tree holds, without the folders in it. */
interface Listing {
  stamp: string;
  settled: boolean;
  folders: string[];
  /** Its first image, read or not. */
  image?: string;
  /** Of the images that are read. */
  files: number;
  bytes: number;
  /** Of names and sizes. */
  hash: string;
}

/** What is noted of a tree. */
interface Note {
  version: number;
  /** What decides which files are read. */
  rule: string;
  listings: Record<string, Listing>;
  /** Of a small tree: the stamps of all its files, and the hash of their contents. */
  contents?: {stamp: string; settled: boolean; hash: string};
}

const VERSION = 2;

const stampOf = ({ino, size, mtimeNs, ctimeNs}: BigIntStats): string => `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
const isSettled = ({mtimeMs, ctimeMs}: BigIntStats): boolean =>
  Date.now() - Number(mtimeMs > ctimeMs ? mtimeMs : ctimeMs) > GRAIN_MS;
/** Undefined for what is not there, and for a link that leads nowhere. */
function look(path: string): BigIntStats | undefined {
  try {
    return statSync(path, {bigint: true, throwIfNoEntry: false});
  } catch {
    return undefined;
  }
}

interface Tree {
  split: Split;
  /** File of its note. */
  note: string | undefined;
  fresh: boolean;
}

function treeFingerprint(folder: string, {split, note, fresh}: Tree): DataFingerprint {
  const saved = note === undefined || fresh ? undefined : readJson<Note>(note);
  const noted = saved?.version === VERSION ? saved : undefined;
  const asBefore = (inside: string, stat: BigIntStats): Listing | undefined => {
    const before = noted?.listings[inside];
    return before?.settled === true && before.stamp === stampOf(stat) ? before : undefined;
  };
  let changed = false;
  const glanced: Note['listings'] = {};
  const glance = (inside: string): Glance => {
    const stat = look(join(folder, inside));
    if (!stat) return {folders: [], image: undefined};
    const before = glanced[inside] ?? asBefore(inside, stat);
    changed ||= before === undefined;
    const listing = before ?? listFolder(folder, inside, {stat, keeps: () => false});
    glanced[inside] = listing;
    return {folders: listing.folders, image: listing.image};
  };
  const reads = folderReads(folder, split, glance);
  const list = reads.list === undefined ? undefined : look(reads.list);
  const rule = hashOf([reads.roots, list && stampOf(list)]);
  const known = noted?.rule === rule ? noted : undefined;
  const found: Note = {version: VERSION, rule, listings: {}};
  changed ||= known === undefined;
  const visit = (inside: string): void => {
    const stat = look(join(folder, inside));
    if (!stat) return;
    const before = known && asBefore(inside, stat);
    const listing = before ?? listFolder(folder, inside, {stat, keeps: reads.keeps});
    changed ||= before === undefined;
    found.listings[inside] = listing;
    for (const name of listing.folders) visit(under(inside, name));
  };
  for (const root of reads.roots) visit(root);
  // Folders that hold nothing that is read do not count.
  const listings = Object.entries(found.listings).filter(([, {files}]) => files > 0);
  const files = listings.reduce((sum, [, listing]) => sum + listing.files, 0);
  const bytes = listings.reduce((sum, [, listing]) => sum + listing.bytes, 0);
  let result: DataFingerprint = NOTHING;
  if (files > SMALL_TREE)
    result = {hash: hashOf(listings.map(([path, {hash}]) => [inBase(path, reads), hash])), files, bytes};
  else if (files > 0) {
    const small = smallTree(folder, listings, {reads, before: known?.contents});
    found.contents = small.contents;
    changed ||= small.contents !== known?.contents;
    result = {hash: small.contents.hash, files: small.files, bytes: small.bytes};
  }
  if (note !== undefined && changed) save(note, {...found, listings: {...glanced, ...found.listings}});
  return result;
}

/** A path without the folder that everything lies in. */
const inBase = (path: string, {base}: FolderReads): string => (base === '' ? path : path.slice(base.length + 1));

function listFolder(
  folder: string,
  inside: string,
  {stat, keeps}: {stat: BigIntStats; keeps: FolderReads['keeps']},
): Listing {
  const hash = createHash('sha256');
  const listing: Listing = {stamp: stampOf(stat), settled: isSettled(stat), folders: [], files: 0, bytes: 0, hash: ''};
  for (const {name, isFolder, reason} of diskTree(folder).entries(inside)) {
    if (reason !== undefined) continue;
    if (isFolder) {
      listing.folders.push(name);
      continue;
    }
    listing.image ??= name;
    if (!keeps(name)) continue;
    const size = Number(look(join(folder, inside, name))?.size ?? 0);
    hash.update(`${name}\0${size}\n`);
    listing.files += 1;
    listing.bytes += size;
  }
  return {...listing, hash: hash.digest('hex')};
}

interface Contents {
  files: number;
  bytes: number;
  contents: NonNullable<Note['contents']>;
}

/** A small tree's hash, with the contents of small files; `before` where no file has changed since. */
function smallTree(
  folder: string,
  listings: readonly (readonly [path: string, listing: Listing])[],
  {reads, before}: {reads: FolderReads; before: Note['contents']},
): Contents {
  const all: {path: string; stat: BigIntStats | undefined}[] = [];
  for (const [inside] of listings) {
    for (const {name, isFolder, reason} of diskTree(folder).entries(inside))
      if (!isFolder && reason === undefined && reads.keeps(name)) {
        const path = under(inside, name);
        all.push({path, stat: look(join(folder, path))});
      }
  }
  const size = ({stat}: {stat: BigIntStats | undefined}): number => Number(stat?.size ?? 0);
  const facts = {files: all.length, bytes: all.reduce((sum, one) => sum + size(one), 0)};
  const stamp = hashOf(all.map(({path, stat}) => [path, stat && stampOf(stat)]));
  if (before?.settled && before.stamp === stamp) return {...facts, contents: before};
  const settled = all.every(({stat}) => !stat || isSettled(stat));
  const hash = createHash('sha256');
  for (const one of all) {
    hash.update(`${inBase(one.path, reads)}\0${size(one)}\n`);
    if (size(one) <= SMALL_FILE) addContent(hash, join(folder, one.path));
  }
  return {...facts, contents: {stamp, settled, hash: hash.digest('hex')}};
}

/** What cannot be read is found out when it is prepared. */
function addContent(hash: Hash, path: string): void {
  try {
    hash.update(readFileSync(path));
  } catch {
    hash.update('unreadable');
  }
}

/** A note that cannot be kept costs the next command time, and nothing else. */
function save(path: string, note: Note): void {
  try {
    writeJson(path, note);
  } catch {}
}
