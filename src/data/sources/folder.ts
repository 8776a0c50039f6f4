/** Images in a folder or a zip archive, of any number of folders inside it, which are classes. */
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {dirname, join, relative} from 'node:path';
import {messageOf} from '../../problem.js';
import {type Archive, openArchive} from '../../weights/archive.js';
import {badData, type ImageSource, type Split} from '../source.js';

const IMAGE_FILE = /\.(png|jpe?g|webp|tiff?|gif|avif)$/i;
/** Largest image file that is read. */
const FILE_LIMIT = 2 ** 28;
/** CelebA's own list of splits, in the folder of the images or above it. */
const PARTITION = 'list_eval_partition.txt';
/** What data sets call the part that is not for training. */
const TEST_FOLDERS = ['test', 'val', 'validation'];

/** Paths of all images in a folder and the folders inside it, relative to it, sorted. Throws where there are none. */
export function imageFiles(folder: string): string[] {
  const list = (inside: string): string[] =>
    readdirSync(join(folder, inside), {withFileTypes: true})
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const path = inside ? `${inside}/${entry.name}` : entry.name;
        const isFolder =
          entry.isDirectory() ||
          (entry.isSymbolicLink() && statSync(join(folder, path), {throwIfNoEntry: false})?.isDirectory());
        return isFolder ? list(path) : IMAGE_FILE.test(entry.name) ? [path] : [];
      });
  const files = list('');
  if (files.length === 0) throw badData(folder, 'holds no images');
  return files;
}

/** A folder of images; its folders `train` and `test` or `val`, or CelebA's list beside it, say what belongs to a split. */
export function folderSource(folder: string, split: Split): ImageSource {
  const roots = splitFolders(folder, split);
  const all = roots.flatMap((root) => imageFiles(root).map((file) => ({root, file})));
  const chosen = roots[0] === folder ? keptBy(partitionFor(folder), split) : () => true;
  const files = all.filter(({file}) => chosen(file));
  if (files.length === 0) throw badData(folder, `holds no image of the split ${split} by ${PARTITION}`);
  const labels = labelsOf(files.map(({file}) => file));
  return {
    count: files.length,
    classes: labels.classes,
    async *images(first) {
      for (const {root, file} of files.slice(first)) {
        const path = join(root, file);
        const label = labels.of(file);
        const facts = {name: relative(folder, path), ...(label === undefined ? {} : {label})};
        let encoded: Buffer | undefined;
        let fault = '';
        try {
          encoded = await readFile(path);
        } catch (error) {
          fault = messageOf(error);
        }
        yield encoded ? {...facts, encoded} : {...facts, fault};
      }
    },
    close() {},
  };
}

function splitFolders(folder: string, split: Split): string[] {
  const inside = (names: readonly string[]): string[] =>
    names.map((name) => join(folder, name)).filter((path) => statSync(path, {throwIfNoEntry: false})?.isDirectory());
  const [train, test] = [inside(['train']), inside(TEST_FOLDERS).slice(0, 1)];
  if (train.length === 0) return [folder];
  return {train, test, all: [...train, ...test]}[split];
}

/** Which split each file name belongs to, where CelebA's list says it: 0 train, 1 validation, 2 test. */
function partitionFor(folder: string): Map<string, string> | undefined {
  const path = [folder, dirname(folder)].map((place) => join(place, PARTITION)).find((one) => existsSync(one));
  if (path === undefined) return undefined;
  return new Map(
    readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([name, part]) => name && part)
      .map(([name, part]) => [name!.replace(/\.\w+$/, ''), part!]),
  );
}

const keptBy =
  (partition: Map<string, string> | undefined, split: Split) =>
  (file: string): boolean => {
    if (!partition || split === 'all') return true;
    const name = file
      .split('/')
      .at(-1)!
      .replace(/\.\w+$/, '');
    return partition.get(name) === (split === 'train' ? '0' : '2');
  };

/** Classes where every image lies in a folder of its own class, two at least. */
function labelsOf(files: readonly string[]): {classes: string[]; of(file: string): number | undefined} {
  const classOf = (file: string): string | undefined => (file.includes('/') ? file.split('/')[0] : undefined);
  const names = new Set(files.map(classOf));
  if (names.size < 2 || names.has(undefined)) return {classes: [], of: () => undefined};
  const classes = [...names].sort() as string[];
  const numbers = new Map(classes.map((name, index) => [name, index]));
  return {classes, of: (file) => numbers.get(classOf(file)!)};
}

/** A zip archive of images, laid out as a folder is; one folder around everything does not count. */
export async function zipSource(path: string, split: Split): Promise<ImageSource> {
  const archive = await openArchive(path);
  let files = [...archive.sizes.keys()].filter((name) => IMAGE_FILE.test(name) && !name.startsWith('__MACOSX/')).sort();
  const top = files[0]?.split('/')[0];
  const outer = files.every((name) => name.startsWith(`${top}/`)) ? `${top}/` : '';
  const under = (names: readonly string[]): string | undefined =>
    names.map((name) => `${outer}${name}/`).find((begin) => files.some((file) => file.startsWith(begin)));
  const [train, test] = [under(['train']), under(TEST_FOLDERS)];
  const kept =
    train === undefined ? [outer] : {train: [train], test: test ? [test] : [], all: [train, test ?? train]}[split];
  const begin = (file: string): string => kept.find((one) => file.startsWith(one)) ?? '';
  files = files.filter((file) => kept.some((one) => file.startsWith(one)));
  if (files.length === 0) {
    archive.close();
    throw badData(path, 'holds no images');
  }
  const inside = (file: string): string => file.slice(begin(file).length);
  const labels = labelsOf(files.map(inside));
  return {
    count: files.length,
    classes: labels.classes,
    async *images(first) {
      for (const name of files.slice(first)) {
        const label = labels.of(inside(name));
        const facts = {name, ...(label === undefined ? {} : {label})};
        yield await readEntry(archive, name).then(
          (encoded) => ({...facts, encoded}),
          (error: unknown) => ({...facts, fault: messageOf(error)}),
        );
      }
    },
    close: () => archive.close(),
  };
}

const readEntry = (archive: Archive, name: string): Promise<Buffer> => archive.read(name, FILE_LIMIT);
