import { spawnSync } from 'node:child_process';

/** In a network namespace of one's own there is nothing but `lo`, and it is down until someone lifts it. */
const enter = ['-rn', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];

/** Whether this machine lets us have a network namespace. */
export const hasNamespaces = spawnSync('unshare', [...enter, 'true']).status === 0;

/** The same call with loopback alone, where the machine allows it; as it is where not. */
export function alone(call: readonly [string, ...string[]]): [string, ...string[]] {
  return hasNamespaces ? ['unshare', ...enter, ...call] : [...call];
}
