import { readFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';

/** As whom the programs of Postgres are run: it refuses to run as root. */
export interface Runner {
  /** Another user than ours; its files belong to it. */
  readonly as?: { readonly uid: number; readonly gid: number };
  /** Words before the program's own. */
  readonly prefix: readonly string[];
  /** A folder that it can get into. */
  readonly temporary: string;
  /** Folders of libraries that the programs do not find by themselves, like PATH. */
  readonly libraries?: string;
}

/**
 * Ourselves, when we are not root. Root takes `postgres` or `nobody`; in a user namespace that knows neither (as under
 * `unshare -r`) it takes a namespace within, in which it is called nobody.
 */
export function chooseRunner(uid = userInfo().uid, users = accounts(), isMapped = mapped()): Runner {
  if (uid !== 0) return { prefix: [], temporary: tmpdir() };
  const other = ['postgres', 'nobody']
    .map((name) => users.get(name))
    .find((account) => account && isMapped(account.uid));
  if (other !== undefined) return { as: other, prefix: [], temporary: '/tmp' };
  return {
    prefix: ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'],
    temporary: '/tmp',
  };
}

type Accounts = ReadonlyMap<string, { readonly uid: number; readonly gid: number }>;

function accounts(): Accounts {
  const lines = read('/etc/passwd')
    .split('\n')
    .map((line) => line.split(':'));
  return new Map(
    lines.flatMap(([name, , uid, gid]) =>
      name === undefined || gid === undefined ? [] : [[name, { uid: Number(uid), gid: Number(gid) }] as const],
    ),
  );
}

/** Which users there are in our user namespace: lines of first, first outside, how many. Everyone, where it is not said. */
function mapped(): (uid: number) => boolean {
  const ranges = read('/proc/self/uid_map')
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const known = ranges.filter((range) => range.length === 3);
  return (uid) => known.length === 0 || known.some(([first = 0, , count = 0]) => uid >= first && uid < first + count);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
