/** What `npm pack` makes: everything that the installed tool reads or imports, and nothing else. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {builtinModules} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, join, relative, resolve} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../src/paths.js';

/** The files that `npm pack` would take of a folder. */
function packed(folder: string): Set<string> {
  const {stdout, status, stderr} = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    encoding: 'utf8',
    cwd: folder,
  });
  assert.equal(status, 0, stderr);
  const listed = JSON.parse(stdout) as {files: {path: string}[]}[] | Record<string, {files: {path: string}[]}>;
  const [{files}] = Object.values(listed) as [{files: {path: string}[]}];
  return new Set(files.map(({path}) => path));
}
const shipped = packed(packageRoot);
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

test('what users put into data/ and experiments/ is not packed; what the specs and documents name is', () => {
  const copy = mkdtempSync(join(tmpdir(), 'ddsm-pack-'));
  for (const name of ['package.json', '.gitignore']) cpSync(join(packageRoot, name), join(copy, name));
  const theirs = [
    'data/afhq/train/cat/0.png',
    'data/images.npz',
    'experiments/mine.yaml',
    'experiments/weights/pt_inception-2015-12-05-6726825d.pth',
    'experiments/runs/a/run.yaml',
    'ddsm-0.1.0.tgz',
  ];
  const ours = [...shipped].filter((path) => /^(data|experiments)\//.test(path));
  for (const path of [...ours, ...theirs]) {
    mkdirSync(join(copy, dirname(path)), {recursive: true});
    writeFileSync(join(copy, path), '');
  }
  assert.deepEqual([...packed(copy)].sort(), [...ours, 'package.json'].sort());
  const read = (path: string): string => readFileSync(join(packageRoot, path), 'utf8');
  const specs = ours.filter((path) => path.endsWith('.yaml'));
  const extended = specs.flatMap((path) =>
    [...read(path).matchAll(/^extends: (\S+\.yaml)/gm)].map(([, name]) => join('experiments', name!)),
  );
  const pages = readdirSync(join(packageRoot, 'docs')).filter((name) => name.endsWith('.md'));
  const named = pages.flatMap((page) => read(join('docs', page)).match(/\bexperiments\/[\w-]+\.yaml/g) ?? []);
  assert.ok(extended.length > 0 && named.length > 20);
  assert.deepEqual(
    [...new Set([...extended, ...named])].filter((path) => !shipped.has(path) && path !== 'experiments/mine.yaml'),
    [],
  );
});

test('git takes no images, weights or tarballs that users put beside the sources, and all that is packed', () => {
  // Where there is no git, or no repository, there is nothing to leave out.
  const ignored = (path: string): boolean =>
    spawnSync('git', ['check-ignore', '--no-index', '--quiet', path], {cwd: packageRoot}).status === 0;
  if (spawnSync('git', ['rev-parse', '--git-dir'], {cwd: packageRoot}).status !== 0) return;
  for (const path of ['data/afhq/0.png', 'experiments/weights/inception.pth', 'ddsm-0.1.0.tgz'])
    assert.ok(ignored(path), path);
  for (const path of shipped) assert.ok(path.startsWith('dist/') || !ignored(path), path);
});

test('no message of the package names a script that it lacks', () => {
  const messages = [...shipped].filter((path) => /^dist\/.*\.js$/.test(path));
  for (const script of messages) {
    const code = readFileSync(join(packageRoot, script), 'utf8').replace(/^\s*(\/\*\*?|\*|\/\/).*$/gm, '');
    assert.doesNotMatch(code, /\bnpm (run|test|ci)\b|check:cuda|\bbench\b/, script);
  }
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
