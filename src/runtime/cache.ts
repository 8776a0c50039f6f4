/** The user's cache, from which code is loaded: nobody else may be able to change what lies in it. */
import {readdirSync, readFileSync, type Stats, statSync} from 'node:fs';
import {homedir, userInfo} from 'node:os';
import {dirname, join} from 'node:path';
import {makeFolder} from '../commit.js';
import {ProblemError} from '../problem.js';

/** `$XDG_CACHE_HOME/ddsm`, or `~/.cache/ddsm`. */
export const cacheRoot = (): string => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'ddsm');

/** What lets somebody else write into the cache, or undefined. A cache that is not there is nobody's. */
export function cacheFault(): string | undefined {
  const root = cacheRoot();
  const stat = statSync(root, {throwIfNoEntry: false});
  if (!stat || process.getuid === undefined) return undefined;
  const inside = readdirSync(root, {withFileTypes: true}).filter((entry) => entry.isDirectory());
  for (const folder of [root, ...inside.map(({name}) => join(root, name))]) {
    const why = openTo(folder);
    if (why !== undefined) return `${folder} ${why}`;
  }
  return undefined;
}

/** Makes the cache where there is none, for its user alone. Throws a ProblemError where others can write into it. */
export function requirePrivateCache(): void {
  makeFolder(cacheRoot(), 0o700);
  const fault = cacheFault();
  if (fault === undefined) return;
  throw new ProblemError({
    code: 'cache',
    message: `code is loaded from the cache, and ${fault}`,
    suggestion: `delete ${cacheRoot()}, and it is fetched again; or point XDG_CACHE_HOME at a folder of your own`,
  });
}

function openTo(folder: string): string | undefined {
  const stat = statSync(folder, {throwIfNoEntry: false});
  // Another process has just moved it into its place.
  if (!stat) return undefined;
  if (!isTrusted(stat.uid)) return `belongs to the user ${stat.uid}, not to you (${process.getuid!()}) or root`;
  if (stat.mode & 0o002) return 'can be written by every user';
  if (stat.mode & 0o020 && !isOwnGroup(stat)) return `can be written by the group ${stat.gid}`;
  return undefined;
}

/** The user, and root, who can do anything anyhow. Root in a container may have the home folder of the user outside. */
function isTrusted(owner: number): boolean {
  const user = process.getuid!();
  if (owner === user || owner === 0) return true;
  return user === 0 && statSync(dirname(cacheRoot())).uid === owner && statSync(homedir()).uid === owner;
}

/** Whether a group has no member but the user: with the umask 002 all that a user makes can be written by such a group. */
function isOwnGroup({gid}: Stats): boolean {
  try {
    const {username, uid} = userInfo();
    const lines = (file: string): string[][] =>
      readFileSync(file, 'utf8')
        .split('\n')
        .map((line) => line.split(':'));
    const members = lines('/etc/group').flatMap(([, , id, list = '']) => (id === String(gid) ? list.split(',') : []));
    const others = lines('/etc/passwd').some(([, , id, group]) => group === String(gid) && id !== String(uid));
    return process.getgid!() === gid && !others && members.every((name) => name === '' || name === username);
  } catch {
    return false;
  }
}
