/** The bytes of an image file, and whether they are of a kind that is decoded. Decodes nothing. */
import {constants} from 'node:fs';
import {open} from 'node:fs/promises';

/** Largest image file that is read. */
export const FILE_LIMIT = 2 ** 28;

/** Reads a file whole. Throws an Error that says why it is not read: it may be a link to something endless. */
export async function readImageFile(path: string): Promise<Buffer> {
  // A pipe would be waited for.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new Error('is no file');
    if (stat.size > FILE_LIMIT) throw new Error(`has ${stat.size} bytes; of an image ${FILE_LIMIT} are read`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** What files of each kind begin with; `.` stands for any byte. */
const BEGINNINGS = ['\x89PNG', '\xff\xd8\xff', 'GIF8', 'RIFF....WEBP', 'II*\0', 'MM\0*', 'II+\0', 'MM\0+', '....ftyp'];

/**
 * Whether bytes begin as an image of the kinds that are decoded. The decoder itself knows more: an SVG, say, is a program
 * for a page, and draws what it likes.
 */
export function beginsAsImage(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  return BEGINNINGS.some((begin) => Array.from(begin).every((one, at) => one === '.' || one === text[at]));
}
