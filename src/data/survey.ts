/** A look at a folder of images, without preparing it: how many, how large, which classes. */
import sharp from 'sharp';
import {type LeftOut, numbersFrom} from './source.js';
import {imagesAt} from './sources/folder.js';

export interface Survey {
  /** Image files. */
  count: number;
  classes: string[];
  /** Files that may hold images and are not taken. */
  leftOut: LeftOut[];
  /** How many were opened. */
  opened: number;
  /** Of those, how many could not be. */
  broken: number;
  /** The shorter side in pixels of the smallest, the middle and the largest. */
  side: {least: number; median: number; most: number};
  /** Whether every one of them is grey. */
  grey: boolean;
  /** Whether any is not square. */
  oblong: boolean;
}

/** Images that are opened: as many tell sizes well enough. */
const MOST_OPENED = 200;

/** Opens up to 200 images, spread over the folder or zip archive. Throws a ProblemError where it holds none. */
export async function surveyImages(path: string): Promise<Survey> {
  const source = await imagesAt(path, 'train');
  const stride = Math.max(1, Math.floor(source.count / MOST_OPENED));
  const sides: number[] = [];
  const found = {opened: 0, broken: 0, grey: true, oblong: false};
  try {
    const numbers = [...numbersFrom(0, source.count)].filter((number) => number % stride === 0);
    for await (const value of source.images(numbers)) {
      found.opened += 1;
      const facts = 'encoded' in value ? await factsOf(value.encoded) : undefined;
      if (!facts) {
        found.broken += 1;
        continue;
      }
      sides.push(Math.min(facts.width, facts.height));
      found.grey &&= facts.grey;
      found.oblong ||= facts.width !== facts.height;
    }
  } finally {
    source.close();
  }
  sides.sort((a, b) => a - b);
  const at = (share: number): number => sides[Math.min(sides.length - 1, Math.floor(share * sides.length))] ?? 0;
  const side = {least: at(0), median: at(0.5), most: at(1)};
  return {
    ...found,
    grey: found.grey && sides.length > 0,
    count: source.count,
    classes: source.classes,
    leftOut: source.leftOut,
    side,
  };
}

async function factsOf(encoded: Buffer): Promise<{width: number; height: number; grey: boolean} | undefined> {
  try {
    const {width, height, space} = await sharp(encoded).metadata();
    return {width, height, grey: space === 'b-w' || space === 'grey16'};
  } catch {
    return undefined;
  }
}
