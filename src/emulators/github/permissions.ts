import type { Context } from 'hono';
import { GitHubError } from './answers.ts';

/** What a fine-grained token may do, by GitHub's own names of permissions. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

export const everything: Permissions = {
  actions: 'write',
  actions_variables: 'write',
  environments: 'write',
  issues: 'write',
  metadata: 'read',
  organization_secrets: 'write',
  pull_requests: 'write',
  secrets: 'write',
};

export interface Guard {
  /** Those that it knows. */
  readonly tokens: ReadonlySet<string>;
  readonly permissions: Permissions;
}

/** Who calls: 401 for a token that GitHub does not know. */
export function authenticate(c: Context, { tokens }: Guard): void {
  const header = c.req.header('authorization');
  if (header === undefined) throw new GitHubError(401, 'Requires authentication');
  const given = /^(?:bearer|token) (?<token>\S+)$/iu.exec(header)?.groups?.['token'];
  if (given === undefined || !tokens.has(given)) throw new GitHubError(401, 'Bad credentials');
}

/** What for: 403 says in a header what would have been accepted. */
export function permit(c: Context, { permissions }: Guard, permission: string): void {
  const needed = c.req.method === 'GET' || c.req.method === 'HEAD' ? 'read' : 'write';
  const has = permissions[permission];
  if (has === 'write' || has === needed) return;
  throw new GitHubError(403, 'Resource not accessible by personal access token', {
    headers: { 'x-accepted-github-permissions': `${permission}=${needed}` },
  });
}

/** Which permission each path asks for; the first that fits. */
const wanted: readonly (readonly [RegExp, string])[] = [
  [/^\/repos\/[^/]+\/[^/]+\/environments\/[^/]+\/(?:secrets|variables)/u, 'environments'],
  [/^\/repos\/[^/]+\/[^/]+\/environments/u, 'actions'],
  [/^\/repos\/[^/]+\/[^/]+\/actions\/secrets/u, 'secrets'],
  [/^\/repos\/[^/]+\/[^/]+\/actions\/variables/u, 'actions_variables'],
  [/^\/repos\/[^/]+\/[^/]+\/(?:issues|labels)/u, 'issues'],
  [/^\/repos\/[^/]+\/[^/]+\/pulls/u, 'pull_requests'],
  [/^\/orgs\/[^/]+\/actions/u, 'organization_secrets'],
];

export function permissionFor(path: string): string | undefined {
  return wanted.find(([pattern]) => pattern.test(path))?.[1];
}
