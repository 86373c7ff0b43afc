/** A place in GitHub that holds secrets: a repository, or one of its environments. */
export interface GitHubPlace {
  readonly owner: string;
  readonly repo: string;
  /** The repository itself when absent. */
  readonly environment?: string;
}

/** `GET …`, with everything that goes into the path encoded by the client. */
export function route(method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE', place: GitHubPlace, rest = ''): string {
  const base = place.environment === undefined ? '/actions' : '/environments/{environment}';
  return `${method} /repos/{owner}/{repo}${base}/secrets${rest}`;
}

/** As people and ledgers name it. */
export function nameOf({ owner, repo, environment }: GitHubPlace): string {
  return environment === undefined ? `${owner}/${repo}` : `${owner}/${repo}/${environment}`;
}
