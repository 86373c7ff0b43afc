import { hostname, userInfo } from 'node:os';

/** Who holds a lock when nobody says it: the user and the machine. */
export function thisOwner(): string {
  return `${userName()}@${hostname()}`;
}

/** In a container there may be a user without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody';
  }
}
