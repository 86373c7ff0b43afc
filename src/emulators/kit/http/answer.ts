import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';

/** What goes back, and the status that the client gets to see, if any. */
export interface Answer {
  readonly response: Response;
  readonly status?: number;
}

export function whole(response: Response): Answer {
  return { response, status: response.status };
}

/** The connection is reset under the client: it reads ECONNRESET. */
export function dropped({ incoming }: HttpBindings): Answer {
  incoming.socket.resetAndDestroy();
  return { response: RESPONSE_ALREADY_SENT };
}

/** What was written to the connection by hand already. */
export function written(status: number): Answer {
  return { response: RESPONSE_ALREADY_SENT, status };
}
