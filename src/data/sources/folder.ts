/** Images in a folder or a zip archive, of any number of folders inside it, which are classes. */
import {readFileSync, statSync} from 'node:fs';
import {basename, join} from 'node:path';
import {messageOf} from '../../problem.js';
import {isZip, openArchive} from '../../weights/archive.js';
import {FILE_LIMIT, readImageFile} from '../imageFile.js';
import {
  firstImage,
  folderReads,
  glanceAt,
  imagesIn,
  type Layout,
  layoutOf,
  listAmong,
  listFor,
  readList,
} from '../reads.js';
import {
  badData,
  type ImageSource,
  type LeftOut,
  leaveOut,
  leftOutLines,
  MOST_CLASSES,
  numbersFrom,
  type Split,
} from '../source.js';
import {archiveTree, diskTree, type Tree} from '../tree.js';

/** A folder of images, or a zip archive, whatever it is called. Throws a ProblemError where it is neither. */
export async function imagesAt(path: string, split: Split): Promise<ImageSource> {
  if (statSync(path).isDirectory()) return folderSource(path, split);
  if (isZip(path)) return zipSource(path, split);
  throw badData(path, 'is neither a folder nor a zip archive', {
    suggestion: 'unpack an archive of another format, and name the folder; one image is no data set',
  });
}

/** A folder of images; its folders `train` and `test` or `val`, or CelebA's list beside it, say what belongs to a split. */
export function folderSource(folder: string, split: Split): ImageSource {
  const tree = diskTree(folder);
  const {list, ...layout} = folderReads(folder, split, glanceAt(tree));
  const isListed = list === undefined ? undefined : readList(readFileSync(list, 'utf8'));
  return sourceOf(folder, chosenFrom(tree, layout, {path: folder, split, isListed}), {
    read: (file) => readImageFile(join(folder, file)),
    close() {},
  });
}

/** Largest list of splits that is read from an archive: CelebA's has 3 MB. */
const LIST_LIMIT = 2 ** 26;

/** A zip archive of images, laid out as a folder is. */
export async function zipSource(path: string, split: Split): Promise<ImageSource> {
  const archive = await openArchive(path);
  try {
    const tree = archiveTree(archive.sizes.keys());
    const glance = glanceAt(tree);
    const inside = listAmong(archive.sizes.keys());
    const beside = inside === undefined ? listFor(path, firstImage(glance, '')) : undefined;
    const layout = layoutOf(glance, {path, split, isListed: inside !== undefined || beside !== undefined});
    let isListed: ((name: string) => Split | 'val' | undefined) | undefined;
    if (!layout.isSplit && inside !== undefined) isListed = readList(String(await archive.read(inside, LIST_LIMIT)));
    else if (!layout.isSplit && beside !== undefined) isListed = readList(readFileSync(beside, 'utf8'));
    const chosen = chosenFrom(tree, layout, {path, split, isListed});
    return sourceOf(
      path,
      {...chosen, files: chosen.files.toSorted((a, b) => (a.path < b.path ? -1 : 1))},
      {read: (file) => archive.read(file, FILE_LIMIT), close: () => archive.close()},
    );
  } catch (error) {
    archive.close();
    throw error;
  }
}

interface Chosen {
  /** Paths from the tree, and from the root of their split. */
  files: {path: string; inside: string}[];
  leftOut: LeftOut[];
}

/** The images of a split. Throws a ProblemError where there are none. */
function chosenFrom(
  tree: Tree,
  layout: Layout,
  {path, split, isListed}: {path: string; split: Split; isListed: ReturnType<typeof readList> | undefined},
): Chosen {
  const {files: all, leftOut} = imagesIn(tree, layout);
  const files = all.filter((file) => {
    if (isListed === undefined || split === 'all') return true;
    const part = isListed(basename(file));
    if (part === undefined) leaveOut(leftOut, 'unlisted', file);
    return part === split;
  });
  if (files.length === 0) {
    const why = all.length > 0 ? `holds no image of the split ${split} by the list of partitions` : 'holds no images';
    throw badData(path, [why, ...leftOutLines(leftOut)].join('; '));
  }
  const inside = (file: string): string => {
    const root = layout.roots.find((one) => file.startsWith(`${one}/`));
    return root === undefined ? file : file.slice(root.length + 1);
  };
  return {files: files.map((file) => ({path: file, inside: inside(file)})), leftOut};
}

function sourceOf(
  path: string,
  {files, leftOut}: Chosen,
  {read, close}: {read(file: string): Promise<Buffer>; close(): void},
): ImageSource {
  const {classes, of} = labelsOf(
    path,
    files.map(({inside}) => inside),
  );
  return {
    count: files.length,
    classes,
    leftOut,
    label: (image) => of(files[image]!.inside),
    async *images(numbers = numbersFrom(0, files.length)) {
      for (const number of numbers) {
        const {path: name, inside} = files[number]!;
        const label = of(inside);
        const facts = {name, ...(label === undefined ? {} : {label})};
        yield await read(name).then(
          (encoded) => ({...facts, encoded}),
          (error: unknown) => ({...facts, fault: messageOf(error)}),
        );
      }
    },
    close,
  };
}

/** Classes where every image lies in a folder of its own class, two at least. Throws a ProblemError for too many. */
export function labelsOf(
  path: string,
  files: readonly string[],
): {classes: string[]; of(file: string): number | undefined} {
  const classOf = (file: string): string | undefined => (file.includes('/') ? file.split('/')[0] : undefined);
  const names = new Set(files.map(classOf));
  if (names.size < 2 || names.has(undefined)) return {classes: [], of: () => undefined};
  if (names.size > MOST_CLASSES)
    throw badData(path, `has ${names.size} folders that would be classes; labels have two bytes, for ${MOST_CLASSES}`, {
      suggestion: 'put all images into one folder, for images without classes',
    });
  const classes = [...names].sort() as string[];
  const numbers = new Map(classes.map((name, index) => [name, index]));
  return {classes, of: (file) => numbers.get(classOf(file)!)};
}
