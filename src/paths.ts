/** Where the package itself lies. Knows nothing of runs or caches. */
import {existsSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const findRoot = (folder: string): string =>
  existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder));

/** The folder that holds package.json, schema/, experiments/ and data/. */
export const packageRoot = findRoot(dirname(fileURLToPath(import.meta.url)));
