import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** GitHub's error, thrown by a route and rendered in one place. */
export class GitHubError extends Error {
  readonly status: ContentfulStatusCode;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[] | undefined;

  constructor(
    status: ContentfulStatusCode,
    message: string,
    { headers = {}, errors }: { headers?: Readonly<Record<string, string>>; errors?: readonly FieldError[] } = {},
  ) {
    super(message);
    this.status = status;
    this.headers = headers;
    this.errors = errors;
  }
}

interface FieldError {
  readonly resource: string;
  readonly field: string;
  readonly code: string;
}

const docs = 'https://docs.github.com/rest';

export function rendered(error: GitHubError, c: Context): Response {
  const { status, message, headers, errors } = error;
  const body = {
    message,
    ...(errors === undefined ? {} : { errors }),
    documentation_url: docs,
    status: String(status),
  };
  return c.json(body, status, { ...headers });
}

export function notFound(): GitHubError {
  return new GitHubError(404, 'Not Found');
}

export function invalid(message: string): GitHubError {
  return new GitHubError(422, message);
}

/** Of a resource that is there already. */
export function alreadyExists(resource: string, field: string): GitHubError {
  return new GitHubError(422, 'Validation Failed', { errors: [{ resource, field, code: 'already_exists' }] });
}
