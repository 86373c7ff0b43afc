import { Secret } from '../../core/secret.ts';
import type { HttpRequest } from '../http/request.ts';

export const publerUrl = 'https://app.publer.com';

/** What a workspace's calls are made with. */
export interface Credential {
  readonly key: Secret;
  /** Without it Publer answers 401, 403 or an empty list, as it likes. */
  readonly workspace: string;
}

/** Whose key it is: what an order calls `/account_info`, which Publer does not have. `base` is Publer's own URL. */
export function user(base: string, key: Secret): HttpRequest {
  return { method: 'GET', url: `${base}/api/v1/users/me`, headers: withKey(key) };
}

/** All workspaces that the key opens. */
export function workspaces(base: string, key: Secret): HttpRequest {
  return { method: 'GET', url: `${base}/api/v1/workspaces`, headers: withKey(key) };
}

/** The social accounts of a workspace: what an order calls `/social_accounts`, which Publer does not have. */
export function accounts(base: string, credential: Credential): HttpRequest {
  return { method: 'GET', url: `${base}/api/v1/accounts`, headers: inWorkspace(credential) };
}

/** Both days, `YYYY-MM-DD`, belong to it; Publer takes the one not without the other. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Posts that are in any of the states, by the day that they were or are due. */
export function posts(base: string, credential: Credential, states: readonly string[], days: Days): HttpRequest {
  const query = new URLSearchParams({ from: days.from, to: days.to });
  for (const state of states) query.append('state[]', state);
  return { method: 'GET', url: `${base}/api/v1/posts?${query.toString()}`, headers: inWorkspace(credential) };
}

/** The scheme is Publer's own: a plain `Bearer` is refused. */
function withKey(key: Secret): Readonly<Record<string, string | Secret>> {
  return { accept: 'application/json', authorization: new Secret(key.name, `Bearer-API ${key.reveal()}`) };
}

function inWorkspace({ key, workspace }: Credential): Readonly<Record<string, string | Secret>> {
  return { ...withKey(key), 'publer-workspace-id': workspace };
}
