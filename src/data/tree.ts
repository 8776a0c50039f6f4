/** Folders of images as they lie on disk, folder by folder: which files are images, and what is inside. Opens no image. */
import {type Dirent, readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';

const IMAGE_FILE = /\.(png|jpe?g|webp|tiff?|gif|avif)$/i;

export const isImageFile = (name: string): boolean => IMAGE_FILE.test(name);

const isFolder = (entry: Dirent, path: string): boolean =>
  entry.isDirectory() || (entry.isSymbolicLink() && statSync(path, {throwIfNoEntry: false})?.isDirectory() === true);

/** Names in one folder, sorted: all images and folders, in one order, as they are read. */
export function entriesOf(folder: string): {name: string; isFolder: boolean}[] {
  return readdirSync(folder, {withFileTypes: true})
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => ({name: entry.name, isFolder: isFolder(entry, join(folder, entry.name))}))
    .filter((entry) => entry.isFolder || isImageFile(entry.name));
}
