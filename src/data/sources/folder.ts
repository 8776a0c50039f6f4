/** Images in a folder or a zip archive, of any number of folders inside it, which are classes. */
import {basename, join, relative} from 'node:path';
import {messageOf} from '../../problem.js';
import {type Archive, openArchive} from '../../weights/archive.js';
import {FILE_LIMIT, readImageFile} from '../imageFile.js';
import {folderReads, imageFiles, TEST_FOLDERS} from '../reads.js';
import {badData, type ImageSource, type Split} from '../source.js';
import {isImageFile} from '../tree.js';

/** A folder of images; its folders `train` and `test` or `val`, or CelebA's list beside it, say what belongs to a split. */
export function folderSource(folder: string, split: Split): ImageSource {
  const {roots, list, keeps} = folderReads(folder, split);
  const all = roots.flatMap((root) => imageFiles(root).map((file) => ({root, file})));
  const files = all.filter(({file}) => keeps(basename(file)));
  if (files.length === 0) throw badData(folder, `holds no image of the split ${split} by ${list}`);
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
          encoded = await readImageFile(path);
        } catch (error) {
          fault = messageOf(error);
        }
        yield encoded ? {...facts, encoded} : {...facts, fault};
      }
    },
    close() {},
  };
}

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
  let files = [...archive.sizes.keys()].filter((name) => isImageFile(name) && !name.startsWith('__MACOSX/')).sort();
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
