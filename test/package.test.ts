/** What `npm pack` makes: everything that the installed tool reads or imports, and nothing else. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {builtinModules} from 'node:module';
import {dirname, join, relative, resolve} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../src/paths.js';

const {stdout, status, stderr} = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
  encoding: 'utf8',
  cwd: packageRoot,
});
assert.equal(status, 0, stderr);
const listed = JSON.parse(stdout) as {files: {path: string}[]}[] | Record<string, {files: {path: string}[]}>;
const [{files}] = Object.values(listed) as [{files: {path: string}[]}];
const shipped = new Set(files.map(({path}) => path));
const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
  version: string;
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  scripts: Record<string, string>;
};

test('the package holds no tests, no maps and no TypeScript', () => {
  assert.deepEqual(
    [...shipped].filter((path) => /\.map$|\.ts$|\.tsbuildinfo$|(^|\/)test\/|^bench|^scripts|\.ci/.test(path)),
    [],
  );
});

test('what the package compiles, reads and shows is in it', () => {
  const native = ['src/native', 'src/runtime'].flatMap((folder) =>
    readdirSync(join(packageRoot, folder))
      .filter((name) => /\.(cc|h)$/.test(name))
      .map((name) => `${folder}/${name}`),
  );
  const read = [
    'schema/experiment.schema.json',
    'schema/validator.generated.cjs',
    'data/digits.csv.gz',
    'data/self-check.json',
  ];
  for (const path of [...native, ...read, 'bin/ddsm.js', 'src/data/lmdb/records.py', 'experiments/quickstart.yaml'])
    assert.ok(shipped.has(path), path);
});

test('what the package imports is in it, or among its dependencies', () => {
  const known = new Set([...Object.keys(manifest.dependencies), ...Object.keys(manifest.optionalDependencies)]);
  const scripts = [...shipped].filter((path) => /^dist\/.*\.js$/.test(path));
  assert.ok(scripts.length > 100);
  for (const script of scripts) {
    const text = readFileSync(join(packageRoot, script), 'utf8');
    for (const [, name] of text.matchAll(/(?:^import [^;]*?from |^export [^;]*?from |^import |import\()'([^']+)'/gm)) {
      if (name!.startsWith('.')) {
        const target = relative(packageRoot, resolve(packageRoot, dirname(script), name!));
        assert.ok(shipped.has(target), `${script} imports ${target}`);
      } else if (!name!.startsWith('node:') && !builtinModules.includes(name!)) {
        const owner = name!
          .split('/')
          .slice(0, name!.startsWith('@') ? 2 : 1)
          .join('/');
        assert.ok(known.has(owner), `${script} imports ${name}`);
      }
    }
  }
});

test('the version has one source, and installing the package runs nothing', () => {
  const {stdout: version} = spawnSync(process.execPath, [join(packageRoot, 'bin', 'ddsm.js'), '--version'], {
    encoding: 'utf8',
  });
  assert.equal(version.trim(), manifest.version);
  for (const name of ['preinstall', 'install', 'postinstall', 'prepare']) assert.ok(!(name in manifest.scripts), name);
});
