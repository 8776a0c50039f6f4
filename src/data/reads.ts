/**
 * Which files each source reads: the one answer for reading them and for telling them from others. Looks at names alone, and
 * at the lists that data sets have beside their images; opens no image and computes nothing.
 */
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {badData, type Split} from './source.js';
import {entriesOf} from './tree.js';

const isFolder = (path: string): boolean => statSync(path, {throwIfNoEntry: false})?.isDirectory() === true;

/**
 * CIFAR-10's files of a split in a folder, or in the folder that the archive makes inside it; binary ones are preferred.
 * Throws a ProblemError where there are none.
 */
export function cifarReads(folder: string, split: Split): string[] {
  const wanted = {train: /^data_batch_\d+/, test: /^test_batch/, all: /^(data_batch_\d+|test_batch)/}[split];
  const places = [folder, join(folder, 'cifar-10-batches-bin'), join(folder, 'cifar-10-batches-py')];
  for (const place of places.filter((one) => existsSync(one))) {
    const names = readdirSync(place)
      .filter((name) => wanted.test(name))
      .sort();
    const binary = names.filter((name) => name.endsWith('.bin'));
    const chosen = binary.length > 0 ? binary : names.filter((name) => !name.includes('.'));
    if (chosen.length > 0) return chosen.map((name) => join(place, name));
  }
  const [what, python] = split === 'test' ? ['test_batch.bin', 'test_batch'] : ['data_batch_*.bin', 'data_batch_*'];
  throw badData(folder, `holds no ${what} (nor the Python version's ${python})`);
}

/**
 * The .npz files of a split: all in the folder, or those that its name calls for where names tell (`train_data_batch_1.npz`,
 * `val_data.npz`), in the order of their numbers. Throws a ProblemError where there are none.
 */
export function npzReads(path: string, split: Split): string[] {
  if (!isFolder(path)) return [path];
  const number = (name: string): number => Number(/(\d+)\.npz$/.exec(name)?.[1] ?? 0);
  const all = readdirSync(path)
    .filter((name) => name.endsWith('.npz'))
    .sort((a, b) => number(a) - number(b) || (a < b ? -1 : 1));
  const test = all.filter((name) => /^(val|test)/.test(name));
  const chosen = {train: all.filter((name) => !test.includes(name)), test, all}[split];
  if (chosen.length === 0) throw badData(path, `holds no .npz files of the split ${split}`);
  return chosen.map((name) => join(path, name));
}

/** Names of IDX files of images: MNIST's own, those with a dot, EMNIST's with the set before. */
const IDX_IMAGES = /^(.*?)(train|t10k|test)-images([-.]idx3-ubyte)(\.gz)?$/;

/**
 * The IDX files of a split, each file of images with its labels; unpacked ones are preferred. `path` is a folder of one data
 * set, or a file of images in a folder of several (EMNIST), which names the set. Throws a ProblemError where a file is missing.
 */
export function idxReads(path: string, split: Split): {images: string; labels: string}[] {
  const named = isFolder(path) ? undefined : IDX_IMAGES.exec(basename(path));
  if (named === null) throw badData(path, 'is not called like a file of images (train-images-idx3-ubyte, or with .gz)');
  const folder = named === undefined ? path : dirname(path);
  const names = readdirSync(folder).sort();
  const found = names.flatMap((name) => {
    const match = IDX_IMAGES.exec(name);
    return match && (named === undefined || match[1] === named[1])
      ? [{name, set: match[1]!, part: match[2]!, packed: match[4] ?? ''}]
      : [];
  });
  const sets = [...new Set(found.map(({set}) => set))];
  if (sets.length > 1)
    throw badData(folder, `holds several data sets (${sets.join(', ')}): name one's file of images as dataset.path`);
  return (split === 'all' ? (['train', 'test'] as const) : [split]).map((wanted) => {
    const ofPart = found.filter(({part}) => (part === 'train') === (wanted === 'train'));
    const images = ofPart.find(({packed}) => packed === '') ?? ofPart[0];
    const usual = wanted === 'train' ? 'train-images-idx3-ubyte' : 't10k-images-idx3-ubyte';
    if (!images) throw badData(folder, `holds no ${usual}, nor ${usual}.gz`);
    const plain = images.name
      .slice(0, images.name.length - images.packed.length)
      .replace(/images([-.])idx3/, 'labels$1idx1');
    const labels = [plain, `${plain}.gz`].find((name) => names.includes(name));
    if (labels === undefined) throw badData(folder, `holds ${images.name}, but no ${plain}, nor ${plain}.gz`);
    return {images: join(folder, images.name), labels: join(folder, labels)};
  });
}

const DATABASE = 'data.mdb';

/**
 * LSUN's database: the folder itself, or the one of the split inside it (`bedroom_train_lmdb`, `bedroom_val_lmdb`), and the
 * file in it that is read. Throws a ProblemError where there is none.
 */
export function lsunReads(folder: string, split: Split): {database: string; file: string} {
  if (existsSync(join(folder, DATABASE))) return {database: folder, file: join(folder, DATABASE)};
  const wanted = split === 'test' ? /_val_lmdb$|_test_lmdb$/ : /_train_lmdb$/;
  const inside = readdirSync(folder).find((name) => wanted.test(name) && existsSync(join(folder, name, DATABASE)));
  if (inside === undefined) throw badData(folder, `holds no LMDB database (${DATABASE}) of the split ${split}`);
  return {database: join(folder, inside), file: join(folder, inside, DATABASE)};
}

/** CelebA's own list of splits, in the folder of the images or above it. */
const PARTITION = 'list_eval_partition.txt';
/** What data sets call the part that is not for training. */
export const TEST_FOLDERS = ['test', 'val', 'validation'];

/** Where the images of a folder are, and which of them belong to the split. */
export interface FolderReads {
  /** Folders that are read with all that is in them. */
  roots: string[];
  /** The list that says what belongs to the split, where there is one. */
  list: string | undefined;
  keeps(name: string): boolean;
}

/** A folder's own folders `train` and `test` or `val`, or CelebA's list beside it, say what belongs to a split. */
export function folderReads(folder: string, split: Split): FolderReads {
  const roots = splitFolders(folder, split);
  const list =
    roots[0] === folder
      ? [folder, dirname(folder)].map((place) => join(place, PARTITION)).find((one) => existsSync(one))
      : undefined;
  if (list === undefined || split === 'all') return {roots, list, keeps: () => true};
  // 0 train, 1 validation, 2 test.
  const wanted = split === 'train' ? '0' : '2';
  let parts: Map<string, string> | undefined;
  return {
    roots,
    list,
    // The list is read when it is asked for the first time: it has a line for every image.
    keeps: (name) => {
      parts ??= partsIn(list);
      return parts.get(withoutEnding(name)) === wanted;
    },
  };
}

const withoutEnding = (name: string): string => name.replace(/\.\w+$/, '');

/** The split of every file in CelebA's list, by its name without the ending. */
const partsIn = (list: string): Map<string, string> =>
  new Map(
    readFileSync(list, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([name, part]) => name && part)
      .map(([name, part]) => [withoutEnding(name!), part!]),
  );

function splitFolders(folder: string, split: Split): string[] {
  const inside = (names: readonly string[]): string[] =>
    names.map((name) => join(folder, name)).filter((path) => isFolder(path));
  const [train, test] = [inside(['train']), inside(TEST_FOLDERS).slice(0, 1)];
  if (train.length === 0) return [folder];
  return {train, test, all: [...train, ...test]}[split];
}

/** Paths of all images in a folder and the folders inside it, relative to it, sorted. Throws where there are none. */
export function imageFiles(folder: string): string[] {
  const files: string[] = [];
  const list = (inside: string): void => {
    for (const {name, isFolder: deeper} of entriesOf(join(folder, inside))) {
      const path = inside ? `${inside}/${name}` : name;
      if (deeper) list(path);
      else files.push(path);
    }
  };
  list('');
  if (files.length === 0) throw badData(folder, 'holds no images');
  return files;
}
