import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What Fly says of what it does not do. */
export class FlyError extends Error {
  readonly status: ContentfulStatusCode;

  constructor(status: ContentfulStatusCode, message: string) {
    super(message);
    this.status = status;
  }
}
