/**
 * One owner per folder. The lock appears with its whole contents, by link(), and this rule keeps it with one owner:
 *
 *   Whoever changes or removes a lock that says R must hold the claim on R: a file named for R's contents, made by link().
 *
 * Every record has a number of its own, so what has been replaced never comes back: a claim that was made too late finds
 * another record in the lock, and is void. A claim is a record, too; when its maker is gone, a claim on *it* is what counts,
 * and so on. That rests on link() and rename() alone, neither on times nor on flock(), which not every file system has. Who
 * writes a record holds its file by flock() where that works: so processes of other containers are seen to live.
 */
import {createHash, randomUUID} from 'node:crypto';
import {closeSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {addName, createHeld, makeFolder, move, remove} from '../commit.js';
import {EXIT, ProblemError} from '../problem.js';
import {codeOf} from '../temporary.js';
import {type Identity, identityOf, isThere, livenessAt, livenessOfSigned, signHere} from './process.js';

export interface Owner extends Identity {
  since: string;
  /** What `hold` said of the record's file. Absent where it could not be held, and in what older versions wrote. */
  held?: string;
  /** What else the owner said of itself, for whoever knows more of it than this host does. */
  mark?: object;
}

export interface LockOptions {
  /** What the record says of its owner beside who it is. */
  mark?: object;
  /** Whether an owner that this host cannot ask has ended, for certain; nobody has where it is left out. */
  hasEnded?(owner: Owner): boolean;
}

const lockPath = (run: string): string => join(run, 'lock');
const CLAIM = '.lock-claim-';
const CANDIDATE = '.lock-new-';
const claimPath = (run: string, {text}: Pick<Found, 'text'>): string =>
  join(run, `${CLAIM}${createHash('sha256').update(text).digest('hex').slice(0, 32)}`);

/** What a lock or a claim says; without an owner where it is torn, which no living process leaves behind. */
interface Found {
  path: string;
  text: string;
  owner: Owner | undefined;
}

type Owned = Found & {owner: Owner};
const isOwned = (found: Found): found is Owned => found.owner !== undefined;

/** Undefined where there is no such file. Throws where there is one that cannot be read: it may be anybody's. */
function find(path: string): Found | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const owner = JSON.parse(text) as Partial<Owner> | null;
    return {
      path,
      text,
      owner: typeof owner?.pid === 'number' && typeof owner.host === 'string' ? (owner as Owner) : undefined,
    };
  } catch {
    return {path, text, owner: undefined};
  }
}

/** A lock may be damaged: a time that is none is shown as it is. */
export const describeOwner = ({pid, host, since}: Owner): string =>
  `process ${pid} on ${host}, since ${String(since).replace(/^([\d-]{10})T(\d\d:\d\d).*Z$/, '$1 $2 UTC')}`;

export function ownerOf(run: string): Owner | undefined {
  try {
    return find(lockPath(run))?.owner;
  } catch {
    return undefined;
  }
}

/** Whether the owner of a folder's lock still lives, as far as this host can tell; owners elsewhere count as alive. */
export const isAlive = (run: string, owner: Owner): boolean => livenessAt(lockPath(run), owner) !== 'gone';

/** A record of this process that no other is equal to, in a file of its own, and what it says. */
class Candidate {
  text = '';
  readonly path: string;
  private file: number | undefined;

  constructor(
    private readonly run: string,
    mark?: object,
  ) {
    const me = identityOf(process.pid);
    if (!me) throw new Error('/proc says nothing of this process');
    const id = randomUUID();
    this.path = join(run, `${CANDIDATE}${id}.${signHere()}`);
    this.file = createHeld(this.path, (held) => {
      this.text = JSON.stringify({...me, since: new Date().toISOString(), held, mark, id});
      return this.text;
    });
  }

  isAt(path: string): boolean {
    return find(path)?.text === this.text;
  }

  /** Links the record to a name that is free; false where it is taken. Servers may do it and report that they did not. */
  linkTo(path: string): boolean {
    try {
      addName(this.path, path);
    } catch (error) {
      if (this.isAt(path)) return true;
      if (codeOf(error) !== 'EEXIST') throw error;
      return false;
    }
    return true;
  }

  /** Puts the record in the place of the lock, the claim on which must be held. */
  replaceLock(): void {
    try {
      move(this.path, lockPath(this.run));
    } catch (error) {
      if (!this.isAt(lockPath(this.run))) throw error;
    }
  }

  /** Takes its own name away. */
  discard(): void {
    remove(this.path);
  }

  /** Lets go of the record, whose process counts as gone from then on. */
  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }
}

/** The right to change the lock (with the files that it rests on, which are to be removed after that), or who has it. */
type Claimed = {paths: string[]} | {by: Owned} | 'changed';

/**
 * Claims the lock that was found, or, where that was claimed by a process that is gone, that claim, and so on. `isGone` says
 * whose claims are void.
 */
function claim(run: string, locked: Found, {mine, isGone}: {mine: Candidate; isGone(found: Owned): boolean}): Claimed {
  const unchanged = (): boolean => find(lockPath(run))?.text === locked.text;
  const passed: {path: string; text: string}[] = [];
  for (let last = locked; ; ) {
    const path = claimPath(run, last);
    const isMine = mine.linkTo(path);
    const next = isMine ? undefined : find(path);
    // What was claimed before stands as long as the lock does: the makers of those claims are gone, and nobody removes them.
    const stands = passed.every((one) => find(one.path)?.text === one.text) && unchanged();
    if (!stands || (!isMine && !next)) {
      if (isMine) remove(path);
      return 'changed';
    }
    if (!next) return {paths: [...passed.map((one) => one.path), path]};
    if (isOwned(next) && !isGone(next)) return {by: next};
    passed.push({path, text: next.text});
    last = next;
  }
}

/** Removes what processes that are gone left of their claims. For the owner of the lock, which makes all of them void. */
function tidy(run: string, own: string): void {
  for (const name of readdirSync(run)) {
    if (!name.startsWith(CLAIM) && !name.startsWith(CANDIDATE)) continue;
    const path = join(run, name);
    const found = find(path);
    if (!found || path === own) continue;
    const isRubbish = found.owner
      ? livenessAt(path, found.owner) === 'gone'
      : name.startsWith(CANDIDATE) && isOfTheGone(name);
    if (isRubbish) remove(path);
  }
}

/** Whether a candidate's maker is gone, which says in the name who it is; older versions wrote a number alone. */
function isOfTheGone(name: string): boolean {
  const [, number] = /^\.lock-new-[\da-f-]{36}\.(\d+)$/.exec(name) ?? [];
  return number === undefined ? livenessOfSigned(name) === 'gone' : !isThere(Number(number));
}

/** Removes the lock, if it still says `text` and nobody else is about to change it. */
function removeLock(run: string, text: string): void {
  const locked = find(lockPath(run));
  if (locked?.text !== text) return;
  const mine = new Candidate(run);
  try {
    // This process is alive, so whoever has a claim on its lock was told to take it away.
    const claimed = claim(run, locked, {mine, isGone: () => false});
    if (claimed === 'changed' || 'by' in claimed) return;
    remove(lockPath(run));
    for (const path of claimed.paths) remove(path);
  } finally {
    mine.discard();
    mine.close();
  }
}

/**
 * Takes the lock of a folder, from an owner that is gone where need be, and returns its release. Throws a ProblemError
 * (exit 75) when it is held, or about to be.
 */
export function takeLock(
  run: string,
  notice: (line: string) => void,
  {mark, hasEnded = () => false}: LockOptions = {},
): () => void {
  makeFolder(run);
  const mine = new Candidate(run, mark);
  try {
    acquire(run, mine, {
      isGone({path, owner}) {
        const liveness = livenessAt(path, owner);
        return liveness === 'gone' || (liveness === 'unknown' && hasEnded(owner));
      },
      refuse: (found) => lockedProblem(run, found),
      notice: (owner) =>
        notice(
          owner
            ? `taking over ${run}: its owner (${describeOwner(owner)}) is gone`
            : `taking over ${run}: its lock is torn, so its owner is gone`,
        ),
    });
  } catch (error) {
    mine.close();
    throw error;
  } finally {
    mine.discard();
  }
  tidy(run, claimPath(run, mine));
  return () => {
    try {
      removeLock(run, mine.text);
    } catch {
      // A full disk, say: when this process has ended, the lock is a dead owner's.
    }
    mine.close();
  };
}

interface Acquiring {
  isGone(found: Owned): boolean;
  refuse(found: Owned): ProblemError;
  /** Told whose lock it was. */
  notice(owner: Owner | undefined): void;
}

const MOST_ATTEMPTS = 100;

/** Puts `mine` into the lock. */
function acquire(run: string, mine: Candidate, {isGone, refuse, notice}: Acquiring): void {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    if (mine.linkTo(lockPath(run))) return;
    const locked = find(lockPath(run));
    if (!locked) continue; // Released in between.
    if (isOwned(locked) && !isGone(locked)) throw refuse(locked);
    const claimed = claim(run, locked, {mine, isGone});
    if (claimed === 'changed') continue;
    if ('by' in claimed) throw refuse(claimed.by);
    try {
      mine.replaceLock();
    } catch (error) {
      remove(claimed.paths.at(-1)!);
      throw error;
    }
    for (const path of claimed.paths) remove(path);
    notice(locked.owner);
    return;
  }
  throw new ProblemError(
    {code: 'locked', message: `${run} changes hands too fast; try again`},
    {exitCode: EXIT.resumable},
  );
}

/**
 * Removes a lock by its user's word: owners that this host cannot ask count as gone. Returns whose it was, undefined where
 * there is no lock. Throws a ProblemError (exit 75) where the owner lives on this host.
 */
export function unlock(run: string): {owner: Owner | undefined} | undefined {
  const before = find(lockPath(run));
  if (!before) return undefined;
  const mine = new Candidate(run);
  try {
    acquire(run, mine, {
      isGone: ({path, owner}) => livenessAt(path, owner) !== 'alive',
      refuse: (found) => lockedProblem(run, found, 'stop that process first'),
      notice: () => {},
    });
    removeLock(run, mine.text);
  } finally {
    mine.discard();
    mine.close();
  }
  return {owner: before.owner};
}

function lockedProblem(run: string, {path, owner}: Owned, suggestion?: string): ProblemError {
  const here = livenessAt(path, owner) === 'alive';
  return new ProblemError(
    {
      code: 'locked',
      message: `${run} is being worked on by ${describeOwner(owner)}`,
      suggestion:
        suggestion ?? (here ? 'wait for it, or stop that process' : `if that machine is gone: npx ddsm unlock ${run}`),
    },
    {exitCode: EXIT.resumable},
  );
}
