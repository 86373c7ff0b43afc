import { Hono } from 'hono';
import { broken } from '../../kit/http/broken.ts';
import type { Mailbox } from './mailbox.ts';

/** The mail that was accepted, for people and tests: listed, as it was sent, and emptied. */
export function inspectionRoutes(mailbox: Mailbox): Hono {
  const app = new Hono();
  app.onError(broken);
  app.get('/messages', (c) => c.json(mailbox));
  app.get('/messages/:id', (c) => {
    const message = mailbox.find(c.req.param('id'));
    if (message === undefined) return c.notFound();
    return c.body(new Uint8Array(message.raw), 200, { 'content-type': 'message/rfc822' });
  });
  app.delete('/messages', (c) => {
    mailbox.empty();
    return c.body(null, 204);
  });
  return app;
}
