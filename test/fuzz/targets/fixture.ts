/** The tests' fixtures, without what else the tests need: nothing that is fuzzed needs TensorFlow. */
import {join} from 'node:path';
import {packageRoot} from '../../../src/paths.js';

export const fixture = (...path: string[]): string => join(packageRoot, 'test', 'fixtures', ...path);
