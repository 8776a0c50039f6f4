import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  type renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {hostname, tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {test} from 'node:test';
import {
  append,
  cutBack,
  discard,
  mendLines,
  move,
  requireWritable,
  withScratch,
  writeFolder,
  writeInto,
  writeParts,
} from '../src/commit.js';
import {ProblemError} from '../src/problem.js';
import {codeOf, sweep, temporaryFor} from '../src/temporary.js';
import {systemError, withCalls} from './faults.js';
import {CUTS, Recording, restore, stateAfter} from './store/recording.js';

const fresh = (): string => mkdtempSync(join(tmpdir(), 'ddsm-commit-'));
const text = (value: string): Uint8Array => Buffer.from(value);
/** A call that does half of a write, then fails like a full disk. */
const fullDisk = {
  writeSync: (real: (...parameters: never[]) => unknown) => {
    let calls = 0;
    return (file: number, bytes: Uint8Array, offset: number, length: number) => {
      if (calls++ > 0) throw systemError('ENOSPC', 'write');
      return (real as (...parameters: unknown[]) => unknown)(file, bytes, offset, Math.ceil(length / 2));
    };
  },
};

test('writeParts() leaves what was there, and nothing else, when the disk is full; names the file and what to do', () => {
  const folder = fresh();
  const path = join(folder, 'file');
  writeParts(path, (write) => write(text('old')));
  assert.throws(
    () => withCalls(fullDisk, () => writeParts(path, (write) => write(text('new contents')))),
    (error: ProblemError) =>
      error instanceof ProblemError &&
      codeOf(error) === 'ENOSPC' &&
      error.problems[0]!.file === path &&
      /free some disk/.test(error.problems[0]!.suggestion!),
  );
  assert.equal(readFileSync(path, 'utf8'), 'old');
  assert.deepEqual(readdirSync(folder), ['file']);
});

test('writeParts() passes on what its source throws, and leaves nothing', () => {
  const folder = fresh();
  assert.throws(
    () =>
      writeParts(join(folder, 'file'), () => {
        throw new RangeError('no such tensor');
      }),
    RangeError,
  );
  assert.deepEqual(readdirSync(folder), []);
});

test('writeParts() writes names of the longest length', () => {
  const path = join(fresh(), 'ü'.repeat(127));
  writeParts(path, (write) => write(text('x')));
  assert.equal(readFileSync(path, 'utf8'), 'x');
});

test('append() takes back what a full disk left of it', () => {
  const path = join(fresh(), 'log');
  assert.equal(append(path, text('one\n')), 4);
  assert.throws(() => withCalls(fullDisk, () => append(path, text('two\n'))), /ENOSPC/);
  assert.equal(append(path, text('three\n')), 10);
  assert.equal(readFileSync(path, 'utf8'), 'one\nthree\n');
});

test('append() does not try a sync again, and says which file failed', () => {
  const path = join(fresh(), 'log');
  let syncs = 0;
  const failing = () => () => {
    syncs++;
    throw systemError('EIO', 'fsync');
  };
  assert.throws(() => withCalls({fsyncSync: failing}, () => append(path, text('one\n'))), /log could not be written/);
  assert.equal(syncs, 1);
  assert.equal(readFileSync(path, 'utf8'), '');
});

test('mendLines() cuts off a torn last line, however long, and leaves whole ones alone', () => {
  const path = join(fresh(), 'log');
  mendLines(path);
  assert.ok(!existsSync(path));
  for (const [before, after] of [
    ['', ''],
    ['torn', ''],
    ['x'.repeat(10_000), ''],
    ['one\n', 'one\n'],
    [`one\n${'x'.repeat(10_000)}`, 'one\n'],
    [`${'x'.repeat(4095)}\n${'y'.repeat(4096)}`, `${'x'.repeat(4095)}\n`],
  ] as const) {
    writeFileSync(path, before);
    mendLines(path);
    assert.equal(readFileSync(path, 'utf8'), after);
  }
});

test('cutBack() makes files no longer', () => {
  const path = join(fresh(), 'log');
  cutBack(path, 3);
  assert.ok(!existsSync(path));
  writeFileSync(path, 'abcdef');
  cutBack(path, 9);
  assert.equal(statSync(path).size, 6);
  cutBack(path, 3);
  assert.equal(readFileSync(path, 'utf8'), 'abc');
});

test('writeFolder() takes the place of what was there, or leaves it', () => {
  const folder = fresh();
  const path = join(folder, 'step');
  const make = (value: string, fail = false): void =>
    writeFolder(path, (scratch) => {
      writeInto(join(scratch, 'deep', value), text(value));
      if (fail) throw new RangeError('no');
    });
  make('a');
  assert.throws(() => make('b', true), RangeError);
  assert.deepEqual(readdirSync(join(path, 'deep')), ['a']);
  make('c');
  assert.deepEqual(readdirSync(join(path, 'deep')), ['c']);
  assert.deepEqual(readdirSync(folder), ['step']);
});

test('writeFolder(), killed or cut off anywhere while it replaces a folder, leaves one of the two whole when it was swept', async () => {
  const scratch = fresh();
  const root = join(scratch, 'whole');
  mkdirSync(root);
  const make = (value: string): void =>
    writeFolder(join(root, 'step'), (folder) => {
      for (const name of ['one', 'two']) writeInto(join(folder, name), text(value));
    });
  const recording = new Recording(root);
  await recording.record(async () => make('old'));
  const first = recording.operations.length;
  await recording.record(async () => make('new'));
  const {operations} = recording;
  const found = new Set<string>();
  for (let count = first; count <= operations.length; count++) {
    for (const cut of CUTS) {
      const folder = join(scratch, `${count}-${cut}`);
      restore(stateAfter(operations, count, cut), folder);
      sweep(folder, {owned: true});
      assert.deepEqual(readdirSync(folder), ['step'], `${operations[count - 1]!.what}, ${cut}`);
      const values = ['one', 'two'].map((name) => readFileSync(join(folder, 'step', name), 'utf8')).join();
      assert.match(values, /^(old,old|new,new)$/, `${operations[count - 1]!.what}, ${cut}`);
      found.add(values);
    }
  }
  assert.equal(found.size, 2);
});

test('writeFolder() gives a folder its name back where the other cannot take it', () => {
  const folder = fresh();
  const path = join(folder, 'step');
  const make = (value: string): void => writeFolder(path, (scratch) => writeInto(join(scratch, value), text(value)));
  make('a');
  const failing = (real: (...parameters: never[]) => unknown) => {
    let calls = 0;
    return (from: string, to: string) => {
      if (++calls === 2) throw systemError('EIO', 'rename');
      (real as typeof renameSync)(from, to);
    };
  };
  assert.throws(() => withCalls({renameSync: failing}, () => make('b')), /step could not be written/);
  assert.deepEqual(readdirSync(path), ['a']);
  assert.deepEqual(readdirSync(folder), ['step']);
});

test('requireWritable() says beforehand why nothing can be written at a place, and leaves nothing there', () => {
  const folder = fresh();
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('file'), 'x');
  mkdirSync(at('folder'));
  symlinkSync('nowhere', at('dangling'));
  const refused = (path: string, kind: 'file' | 'folder', pattern: RegExp): void =>
    assert.throws(() => requireWritable(path, kind), pattern, path);
  refused(at('folder'), 'file', /folder is no file/);
  refused(at('new/'), 'file', /new\/ is no file/);
  refused(at('file'), 'folder', /file is no folder/);
  refused(at('file/'), 'folder', /file\/ is no folder/);
  refused('/dev/null', 'file', /\/dev\/null is no file/);
  refused('', 'file', /empty/);
  refused(at('file/in/it'), 'file', /it could not be written: ENOTDIR/);
  refused(at('file/in'), 'folder', /in could not be written: ENOTDIR/);
  const readOnly = () => () => {
    throw systemError('EROFS', 'open');
  };
  for (const [path, kind] of [
    [at('folder/new'), 'file'],
    [at('folder'), 'folder'],
  ] as const)
    assert.throws(() => withCalls({openSync: readOnly}, () => requireWritable(path, kind)), /mounted read-only|EROFS/);
  for (const path of [at('file'), at('dangling'), at('folder/new'), at('not/yet/there'), at('x'.repeat(250))])
    requireWritable(path);
  for (const path of [at('folder'), at('folder/'), at('not/yet')]) requireWritable(path, 'folder');
  assert.deepEqual(readdirSync(folder, {recursive: true}).sort(), ['dangling', 'file', 'folder']);
});

test('move() sees through a rename that was done though the call failed, and no other', () => {
  const folder = fresh();
  const [from, to] = [join(folder, 'from'), join(folder, 'to')];
  writeFileSync(from, 'x');
  const lost = (real: (...parameters: never[]) => unknown) => (a: string, b: string) => {
    (real as typeof renameSync)(a, b);
    throw systemError('ENOENT', 'rename');
  };
  withCalls({renameSync: lost}, () => move(from, to));
  assert.equal(readFileSync(to, 'utf8'), 'x');
  writeFileSync(from, 'y');
  const never = () => () => {
    throw systemError('EXDEV', 'rename');
  };
  assert.throws(
    () => withCalls({renameSync: never}, () => move(from, to)),
    (error: ProblemError) => /from could not be moved to .*to/.test(error.message) && codeOf(error) === 'EXDEV',
  );
});

test('discard() takes the whole away before it deletes any of it, and follows no link', () => {
  const folder = fresh();
  const path = join(folder, 'stage');
  mkdirSync(join(path, 'deep'), {recursive: true});
  writeFileSync(join(folder, 'kept'), 'precious');
  symlinkSync(folder, join(path, 'deep', 'out'));
  const killed = () => () => {
    throw systemError('EIO', 'unlink');
  };
  assert.throws(() => withCalls({unlinkSync: killed}, () => discard(path)), /stage could not be removed/);
  assert.ok(!existsSync(path), 'half of it would look like all of it');
  sweep(folder, {owned: true});
  assert.deepEqual(readdirSync(folder), ['kept']);
  discard(path);
});

test('sweep() removes everything where the lock is held, else what this machine knows to be of the dead', () => {
  const folder = fresh();
  const dead = spawnSync(process.execPath, ['--eval', '0']).pid;
  const names = [
    `.a.${hostname()}.${dead}.ddsm-tmp`,
    `.a.${hostname()}.${process.ppid}.ddsm-tmp`,
    '.a.other.1.ddsm-tmp',
  ];
  const put = (): void => {
    for (const name of names) writeFileSync(join(folder, name), 'half');
    mkdirSync(join(folder, 'in', `.b.${hostname()}.${dead}.ddsm-tmp`, 'deep'), {recursive: true});
  };
  put();
  sweep(folder, {owned: false});
  assert.deepEqual(readdirSync(folder).sort(), [names[1], names[2], 'in'].sort());
  put();
  sweep(folder, {owned: true});
  assert.deepEqual(readdirSync(folder, {recursive: true}), ['in']);
  sweep(join(folder, 'nowhere'), {owned: true});
});

test('temporary names are those of one process: of two containers with one host name, neither removes what the other writes', () => {
  const folder = fresh();
  const own = basename(temporaryFor(join(folder, 'a')));
  const [, host, boot, numbering, started] =
    /^\.a\.(.+)\.([\da-f-]{36})-(\d+)-(\d+)\.\d+\.ddsm-tmp$/.exec(own) ?? assert.fail(own);
  assert.equal(host, hostname());
  const name = (facts: string, pid = process.pid): string => `.a.${host}.${facts}.${pid}.ddsm-tmp`;
  const kept = [
    own,
    name(`${boot}-1-${started}`),
    name(`${boot}-1-${started}`, 99_999_999),
    `.a.box.${boot}-${numbering}-1.${process.pid}.ddsm-tmp`,
  ];
  const gone = [
    name(`${boot}-${numbering}-${started}`, 99_999_999),
    name(`${boot}-${numbering}-1`),
    name(`${boot!.replace(/./, (one) => (one === '0' ? '1' : '0'))}-${numbering}-${started}`),
  ];
  for (const one of [...kept, ...gone]) writeFileSync(join(folder, one), 'half');
  sweep(folder, {owned: false});
  assert.deepEqual(readdirSync(folder).sort(), [...kept].sort());
  writeParts(join(folder, 'a'), (write) => write(text('whole')));
  assert.deepEqual(readdirSync(folder).sort(), [...kept.slice(1), 'a'].sort());
});

test('withScratch() leaves nothing behind, and removes what a killed process left', () => {
  const parent = fresh();
  const dead = spawnSync(process.execPath, ['--eval', '0']).pid;
  mkdirSync(join(parent, `.ddsm-12.${hostname()}.${dead}.ddsm-tmp`));
  assert.equal(
    withScratch(parent, (folder) => {
      appendFileSync(join(folder, 'x'), 'x');
      return readdirSync(parent).length;
    }),
    1,
  );
  assert.deepEqual(readdirSync(parent), []);
});
