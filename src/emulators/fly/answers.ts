import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What the Machines API says of what it does not do. */
export class FlyError extends Error {
  readonly status: ContentfulStatusCode;

  constructor(status: ContentfulStatusCode, message: string) {
    super(message);
    this.status = status;
  }
}

export function rendered({ status, message }: FlyError, c: Context): Response {
  return c.json({ error: message, status: 'unknown' }, status);
}
