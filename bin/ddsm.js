#!/usr/bin/env node
import {existsSync} from 'node:fs';

const main = new URL('../dist/src/cli/main.js', import.meta.url);
if (existsSync(main)) await (await import(main.href)).main();
else {
  console.error('ddsm is not built: run `npm ci` in its folder');
  process.exitCode = 1;
}
