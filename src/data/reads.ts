/**
 * Which files each source reads: the one answer for reading them and for telling them from others. Looks at names alone, and
 * at the lists that data sets have beside their images; opens no image and computes nothing.
 */
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {basename, dirname, join, resolve} from 'node:path';
import {badData, type LeftOut, leaveOut, type Split} from './source.js';
import {picturesIn, type Tree, under} from './tree.js';

const isFolder = (path: string): boolean => statSync(path, {throwIfNoEntry: false})?.isDirectory() === true;

/** Names that end as copies of other names do: `data_batch_1 (1).bin`, `data_batch_1-copy`, `data_batch_1~`. */
const COPY = /( ?\(\d+\)|[ _-]+(copy|kopie|copie)( ?\(?\d+\)?)?|~|\.bak|\.orig)(?=\.\w+$|$)/i;

/** Files in a folder by their names, without hidden ones and copies, which are noted. */
function namesIn(folder: string, isRead: (name: string) => boolean, leftOut: LeftOut[]): string[] {
  const all = readdirSync(folder).sort();
  return all.filter((name) => {
    const original = name.replace(COPY, '');
    if (original !== name && isRead(original)) leaveOut(leftOut, 'copy', name);
    else if (name.startsWith('.')) leaveOut(leftOut, 'hidden', name, isRead(name.replace(/^\.(_)?/, '')) ? 1 : 0);
    else return isRead(name);
    return false;
  });
}

/** The files of a data set that are read, and what is left out. */
export interface FileReads {
  files: string[];
  leftOut: LeftOut[];
}

const CIFAR_BATCHES = {train: [1, 2, 3, 4, 5].map((number) => `data_batch_${number}`), test: ['test_batch']};

/**
 * CIFAR-10's files of a split in a folder, or in the folder that the archive makes inside it; binary ones are preferred.
 * Throws a ProblemError where there are none.
 */
export function cifarReads(folder: string, split: Split): FileReads {
  requireFolder(folder, 'CIFAR-10');
  const batches = split === 'all' ? Object.values(CIFAR_BATCHES).flat() : CIFAR_BATCHES[split];
  const places = [folder, join(folder, 'cifar-10-batches-bin'), join(folder, 'cifar-10-batches-py')];
  for (const place of places.filter(isFolder)) {
    for (const ending of ['.bin', '']) {
      const wanted = batches.map((name) => `${name}${ending}`);
      const leftOut: LeftOut[] = [];
      const found = namesIn(place, (name) => wanted.includes(name), leftOut);
      if (found.length === 0) continue;
      for (const name of wanted) if (!found.includes(name)) leaveOut(leftOut, 'missing', name);
      return {files: found.map((name) => join(place, name)), leftOut};
    }
  }
  const [what, python] = split === 'test' ? ['test_batch.bin', 'test_batch'] : ['data_batch_*.bin', 'data_batch_*'];
  throw badData(folder, `holds no ${what} (nor the Python version's ${python})`);
}

function requireFolder(path: string, what: string): void {
  if (!isFolder(path))
    throw badData(path, `is a file; ${what} is read from a folder`, {
      suggestion: 'name the folder that it lies in as dataset.path; unpack an archive first',
    });
}

/**
 * The .npz files of a split: all in the folder, or those that its name calls for where names tell (`train_data_batch_1.npz`,
 * `val_data.npz`), in the order of their numbers. Throws a ProblemError where there are none.
 */
export function npzReads(path: string, split: Split): FileReads {
  const isTest = (file: string): boolean => /^(val|test)/i.test(basename(file));
  if (!isFolder(path)) {
    if (split === 'test' && !isTest(path))
      throw badData(path, 'is not called val… or test…, so none of its images is of the split test');
    return {files: [path], leftOut: []};
  }
  const number = (name: string): number => Number(/(\d+)\.npz$/i.exec(name)?.[1] ?? 0);
  const leftOut: LeftOut[] = [];
  const all = namesIn(path, (name) => /\.npz$/i.test(name), leftOut).sort(
    (a, b) => number(a) - number(b) || (a < b ? -1 : 1),
  );
  const chosen = all.filter((name) => split === 'all' || isTest(name) === (split === 'test'));
  if (chosen.length === 0) throw badData(path, `holds no .npz files of the split ${split}`);
  const batches = chosen
    .map((name) => /^(train_data_batch_)(\d+)(\.npz)$/.exec(name))
    .filter((match) => match !== null);
  const numbers = batches.map(([, , digits]) => Number(digits));
  const [, begin, , end] = batches[0] ?? [];
  // The downsampled ImageNet's batches count from 1; how many there are depends on their size.
  for (let one = 1; one < Math.min(1000, Math.max(0, ...numbers)); one++)
    if (!numbers.includes(one)) leaveOut(leftOut, 'missing', `${begin}${one}${end}`);
  return {files: chosen.map((name) => join(path, name)), leftOut};
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

/** One of LSUN's databases, by the folder that it is. */
export interface LsunDatabase {
  folder: string;
  file: string;
  /** The category of its images; empty where its folder does not tell. */
  category: string;
}

/**
 * LSUN's databases: the folder itself, or those of the split in it (`bedroom_train_lmdb`, `bedroom_val_lmdb`), of all
 * categories, which are classes. Throws a ProblemError where there is none.
 */
export function lsunReads(folder: string, split: Split): LsunDatabase[] {
  requireFolder(folder, 'LSUN');
  const partsOf = (name: string): {category: string; part: string} => {
    const [, category = '', part = 'train'] = /^(?:(.+)_)?(train|val|test)_lmdb$/.exec(name) ?? [];
    return {category, part};
  };
  const database = (place: string): LsunDatabase => ({
    folder: place,
    file: join(place, DATABASE),
    category: partsOf(basename(place)).category,
  });
  if (existsSync(join(folder, DATABASE))) {
    if (split === 'test' && partsOf(basename(resolve(folder))).part === 'train')
      throw badData(folder, 'is a database of its own, and not called …_val_lmdb: it has no images of the split test');
    return [{...database(folder), category: ''}];
  }
  const inside = readdirSync(folder)
    .filter((name) => /_lmdb$/.test(name) && existsSync(join(folder, name, DATABASE)))
    .sort();
  const of = (part: string): string[] => inside.filter((name) => partsOf(name).part === part);
  // The published images for testing have no category.
  const test = of('val').length > 0 ? of('val') : of('test');
  const chosen = {train: of('train'), test, all: [...of('train'), ...test]}[split];
  if (chosen.length === 0) throw badData(folder, `holds no LMDB database (${DATABASE}) of the split ${split}`);
  return chosen.map((name) => database(join(folder, name)));
}

/** Folders that hold a split, by their names in small letters. */
const PARTS = {train: ['train', 'training'], test: ['test', 'testing'], val: ['val', 'valid', 'validation']};
type Part = keyof typeof PARTS;

const partCalled = (name: string): Part | undefined =>
  (Object.keys(PARTS) as Part[]).find((part) => PARTS[part].includes(name.toLowerCase()));

/** One folder of a tree at a glance. */
export interface Glance {
  /** Folders in it, sorted. */
  folders: readonly string[];
  /** The first image that lies directly in it. */
  image: string | undefined;
}

/** Which folders of a tree are read, and what their paths mean. */
export interface Layout {
  /** The folder that everything lies in; '' is the tree itself. */
  base: string;
  /** Folders that are read with all that is in them. */
  roots: string[];
  /** Whether they are folders of splits. */
  isSplit: boolean;
}

/**
 * One rule for folders and archives. Folders around everything do not count. A folder `train` beside `test` or `val`, or with
 * no other folder of images, makes splits; among other folders it is a class. Without splits everything is of the split
 * train; `path` is called like the split test, or `isListed` says that a list tells, where that is read. Throws a
 * ProblemError where the split is not there.
 */
export function layoutOf(
  glance: (inside: string) => Glance,
  {path, split, isListed}: {path: string; split: Split; isListed: boolean},
): Layout {
  const holds = (inside: string): boolean => firstImage(glance, inside) !== undefined;
  let base = '';
  for (;;) {
    const {folders, image} = glance(base);
    const full = (wanted: (name: string) => boolean, most = Number.POSITIVE_INFINITY): string[] => {
      const found: string[] = [];
      for (const name of folders) if (found.length < most && wanted(name) && holds(under(base, name))) found.push(name);
      return found;
    };
    const parts = full((name) => partCalled(name) !== undefined);
    const of = (part: Part): string[] => parts.filter((name) => partCalled(name) === part);
    const test = of('test').length > 0 ? of('test') : of('val');
    const isComplete = of('train').length > 0 && test.length > 0;
    const isAlone = (): boolean =>
      (of('train').length > 0 || image === undefined) && full((name) => !parts.includes(name), 1).length === 0;
    if (parts.length > 0 && (isComplete || isAlone())) {
      const roots = {train: of('train'), test, all: [...of('train'), ...of('test'), ...of('val')]}[split];
      if (roots.length === 0)
        throw badData(path, `has no images of the split ${split}: it has ${parts.join(', ')}`, {
          suggestion: `set dataset.split to ${split === 'train' ? 'test' : 'train'}, or to all for everything`,
        });
      return {base, roots: roots.map((name) => under(base, name)), isSplit: true};
    }
    if (image !== undefined) break;
    const two = full(() => true, 2);
    if (two.length !== 1) break;
    base = under(base, two[0]!);
  }
  // A single folder of images without others in it stays in their paths.
  if (glance(base).image !== undefined) base = '';
  if (split === 'test' && !isListed && !isCalledTest(basename(path)))
    throw badData(path, 'has no images of the split test: no folder in it is called train, and no list tells', {
      suggestion: 'set dataset.split: train, or put the images in folders called train and test',
    });
  return {base, roots: [base], isSplit: false};
}

const isCalledTest = (name: string): boolean => ['test', 'val'].includes(partCalled(name) ?? '');

/** The path of the first image in a folder or the folders in it. */
export function firstImage(glance: (inside: string) => Glance, inside: string): string | undefined {
  const {folders, image} = glance(inside);
  if (image !== undefined) return under(inside, image);
  for (const name of folders) {
    const found = firstImage(glance, under(inside, name));
    if (found !== undefined) return found;
  }
  return undefined;
}

export const glanceAt =
  (tree: Tree) =>
  (inside: string): Glance => {
    const entries = tree.entries(inside).filter(({reason}) => reason === undefined);
    const folders = entries.filter(({isFolder: deeper}) => deeper).map(({name}) => name);
    return {folders, image: entries.find(({isFolder: deeper}) => !deeper)?.name};
  };

/** CelebA's own list of splits, as published and as Kaggle has it. */
const PARTITIONS = ['list_eval_partition.txt', 'list_eval_partition.csv'];
/** Where the list may lie, seen from a folder: CelebA's archive has a folder for it. */
const LIST_PLACES = ['', 'Eval'].flatMap((place) => PARTITIONS.map((name) => under(place, name)));

/** The list among an archive's files: in a folder that holds all its images. */
export const listAmong = (paths: Iterable<string>): string | undefined =>
  [...paths].find((path) => LIST_PLACES.some((place) => path === place || path.endsWith(`/${place}`)));

/**
 * The list that belongs to the images at `path`, a folder or an archive: in it, or in one of the two folders around it where
 * it names `image`, one of them.
 */
export function listFor(path: string, image: string | undefined): string | undefined {
  const listIn = (folder: string): string | undefined =>
    LIST_PLACES.map((place) => join(folder, place)).find((one) => existsSync(one));
  const own = isFolder(path) ? listIn(path) : undefined;
  if (own !== undefined || image === undefined) return own;
  const around = dirname(resolve(path));
  const stem = withoutEnding(basename(image));
  return [around, dirname(around)]
    .flatMap((folder) => listIn(folder) ?? [])
    .find((list) => readFileSync(list).includes(stem));
}

/** What a list says of an image's file: its split, or nothing. */
export type Listed = (name: string) => Split | 'val' | undefined;

const withoutEnding = (name: string): string => name.replace(/\.\w+$/, '');

/** The split of every file in CelebA's list, by its name without the ending: 0 train, 1 validation, 2 test. */
export function readList(text: string): Listed {
  const parts = new Map<string, Split | 'val'>();
  for (const line of text.split('\n')) {
    const [name, part] = line.trim().split(/[\s,]+/);
    const split = ({0: 'train', 1: 'val', 2: 'test'} as const)[part ?? ''];
    if (name && split) parts.set(withoutEnding(name), split);
  }
  return (name) => parts.get(withoutEnding(name));
}

/** Where the images of a folder are, and which of them belong to the split. */
export interface FolderReads extends Layout {
  /** The list that says what belongs to the split, where there is one. */
  list: string | undefined;
  keeps(name: string): boolean;
}

/** A folder's own folders of splits, or CelebA's list beside it, say what belongs to a split. */
export function folderReads(folder: string, split: Split, glance: (inside: string) => Glance): FolderReads {
  const list = listFor(folder, firstImage(glance, ''));
  const layout = layoutOf(glance, {path: folder, split, isListed: list !== undefined});
  if (layout.isSplit || list === undefined) return {...layout, list: undefined, keeps: () => true};
  if (split === 'all') return {...layout, list, keeps: () => true};
  // The list is read when it is asked for the first time: it has a line for every image.
  let listed: Listed | undefined;
  return {
    ...layout,
    list,
    keeps: (name) => {
      listed ??= readList(readFileSync(list, 'utf8'));
      return listed(name) === split;
    },
  };
}

/** Paths of a layout's images in the order of its roots, and what is left out. */
export function imagesIn(tree: Tree, {base, roots, isSplit}: Layout): {files: string[]; leftOut: LeftOut[]} {
  const files: string[] = [];
  const leftOut: LeftOut[] = [];
  const list = (inside: string): void => {
    for (const {name, isFolder: deeper, reason} of tree.entries(inside)) {
      const path = under(inside, name);
      const isBeside = isSplit && inside === base && !(deeper && partCalled(name));
      if (reason !== undefined || isBeside)
        leaveOut(leftOut, reason ?? 'beside', path, deeper && reason !== 'loop' ? picturesIn(tree, path) : 1);
      else if (!deeper) files.push(path);
      else if (!isSplit || inside !== base || roots.includes(path)) list(path);
    }
  };
  list('');
  const inRoot = (root: string): string[] => files.filter((path) => path.startsWith(root && `${root}/`));
  return {files: roots.flatMap(inRoot), leftOut};
}
