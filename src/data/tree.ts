/** Folders of images, on disk or in an archive: which files are images, and which are left out. Opens no image. */
import {type Dirent, readdirSync, realpathSync, statSync} from 'node:fs';
import {dirname, join, sep} from 'node:path';

const IMAGE_FILE = /\.(png|jpe?g|jpe|jfif|webp|tiff?|gif|avif)$/i;
/** Formats of pictures that are not decoded. */
const OTHER_FORMAT = /\.(bmp|dib|p[bgnp]m|pfm|hei[cf]|jp2|j2k|jxl|ico|tga|exr|hdr|svg|psd|dng|cr2|nef|arw)$/i;
/** Hidden files, AppleDouble files, and the folders that systems and storage devices make among a user's own. */
const HIDDEN =
  /^(\..*|__macosx|__pycache__|@eadir|@tmp|@recycle|@recently-snapshot|#recycle|#snapshot|\$recycle\.bin|lost\+found|system volume information)$/i;

/** Why a file or a folder is not read. */
export type Reason = 'hidden' | 'format' | 'loop';

export interface Entry {
  name: string;
  isFolder: boolean;
  /** Only where it is not read. */
  reason?: Reason;
}

export interface Tree {
  /** Folders and pictures in one folder of the tree, sorted by name; '' is the tree itself. */
  entries(inside: string): Entry[];
}

export const under = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** An entry as it is read or left out; undefined for a file that is no picture. */
function entryOf(name: string, isFolder: boolean): Entry | undefined {
  const format = !IMAGE_FILE.test(name);
  if (!isFolder && format && !OTHER_FORMAT.test(name)) return undefined;
  if (HIDDEN.test(name)) return {name, isFolder, reason: 'hidden'};
  return !isFolder && format ? {name, isFolder, reason: 'format'} : {name, isFolder};
}

const byName = (a: Entry, b: Entry): number => (a.name < b.name ? -1 : 1);

/** A folder on disk. Links to folders are followed, but not back to a folder that they lie in. */
export const diskTree = (folder: string): Tree => ({
  entries: (inside) =>
    readdirSync(join(folder, inside), {withFileTypes: true})
      .flatMap((found) => {
        const path = join(folder, inside, found.name);
        const entry = entryOf(found.name, isFolder(found, path));
        if (entry?.isFolder && found.isSymbolicLink() && leadsBack(path, inside)) entry.reason ??= 'loop';
        return entry ?? [];
      })
      .sort(byName),
});

function isFolder(found: Dirent, path: string): boolean {
  if (!found.isSymbolicLink()) return found.isDirectory();
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Whether a link `inside` a tree leads to one of the folders on the way to it, or to one around the tree. */
function leadsBack(link: string, inside: string): boolean {
  const target = join(realpathSync(link), sep);
  const levels = inside === '' ? 1 : inside.split('/').length + 1;
  let place = dirname(link);
  for (let level = 0; level < levels; level++, place = dirname(place))
    if (join(realpathSync(place), sep).startsWith(target)) return true;
  return false;
}

/** The folders in an archive, by the paths of its files. */
export function archiveTree(paths: Iterable<string>): Tree {
  const folders = new Map<string, Map<string, boolean>>();
  for (const path of paths) {
    const names = path.split('/');
    let inside = '';
    for (const [depth, name] of names.entries()) {
      // The entry of a folder itself ends with a slash.
      if (name === '') break;
      const known = folders.get(inside) ?? new Map<string, boolean>();
      folders.set(inside, known.set(name, depth < names.length - 1));
      inside = under(inside, name);
    }
  }
  return {
    entries: (inside) =>
      [...(folders.get(inside) ?? [])].flatMap(([name, deeper]) => entryOf(name, deeper) ?? []).sort(byName),
  };
}

/** Pictures in a folder and the folders in it, whatever they are called; 0 for one that cannot be listed. */
export function picturesIn(tree: Tree, inside: string): number {
  let entries: Entry[] = [];
  try {
    entries = tree.entries(inside);
  } catch {}
  return entries.reduce((sum, {name, isFolder: deeper, reason}) => {
    if (!deeper) return sum + 1;
    return reason === 'loop' ? sum : sum + picturesIn(tree, under(inside, name));
  }, 0);
}
