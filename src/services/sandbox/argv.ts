/** The programs that make a sandbox, absolute: found on the machine, not shipped. */
export interface SandboxPrograms {
  readonly sh: string;
  readonly unshare: string;
  readonly mount: string;
  readonly setpriv: string;
  /** Tells whether something is mounted on a folder. */
  readonly mountpoint: string;
  /** Lifts the loopback of a network of one's own. */
  readonly ip?: string;
}

export interface SandboxCall {
  /** An fstab(5), absolute. */
  readonly table: string;
  /** Arguments for mount(8), each after the table. */
  readonly closing: readonly (readonly string[])[];
  /** Whether the child is cut off from all networks but a loopback of its own. */
  readonly isAlone: boolean;
  readonly user: { readonly uid: number; readonly gid: number };
}

/** How a sandbox ends that could not be made; a child may end so too. */
export const notMade = 97;

/**
 * The same program in namespaces of its own: users, mounts, processes and, when it is alone, network. Our own death ends it,
 * and its end ends all that it started. It has no privilege left with which it could undo its view.
 */
export function inSandbox(
  { sh, unshare, mount, mountpoint, setpriv, ip }: SandboxPrograms,
  { table, closing, isAlone, user }: SandboxCall,
  { program, args }: { readonly program: string; readonly args: readonly string[] },
): { program: string; args: readonly string[] } {
  const script = [
    'here=$(pwd -P)',
    `${quote(mount)} -T ${quote(table)} -a ${orEnd}`,
    ...(isAlone && ip !== undefined ? [`${quote(ip)} link set lo up ${orEnd}`] : []),
    ...closing.map((words) =>
      closeOne([mount, ...words].map(quote), [mountpoint, '-q', words.at(-1) ?? ''].map(quote)),
    ),
    // What stands over the folder that we are in is seen only by who enters it again.
    `cd "$here" ${orEnd}`,
    `exec ${[setpriv, ...drop].map(quote).join(' ')} ${quote(sh)} -c '"$@"; exit $?' sh "$@"`,
  ].join('\n');
  const namespaces = ['--user', '--mount', '--pid', '--fork', '--kill-child', ...(isAlone ? ['--net'] : [])];
  const mapped = [`--map-user=${user.uid}`, `--map-group=${user.gid}`, '--keep-caps'];
  return {
    program: setpriv,
    args: ['--pdeathsig', 'KILL', unshare, ...namespaces, ...mapped, sh, '-c', script, 'sh', program, ...args],
  };
}

const orEnd = `|| exit ${notMade}`;

/**
 * Others mount and unmount while we look: what is gone from a folder leaves it to the mount around it, which is closed too.
 * Whatever else goes wrong keeps the child from starting, and is said: nobody else's words stand in what it prints.
 */
function closeOne(mount: readonly string[], isMounted: readonly string[]): string {
  const end = `{ printf '%s\\n' "$said" >&2; exit ${notMade}; }`;
  return `said=$(${mount.join(' ')} 2>&1) || if ${isMounted.join(' ')}; then ${end}; fi`;
}

const drop = ['--ambient-caps=-all', '--inh-caps=-all', '--bounding-set=-all', '--no-new-privs', '--'];

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
