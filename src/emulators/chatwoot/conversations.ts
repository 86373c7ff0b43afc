import { Hono } from 'hono';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { JsonObject } from '../../core/json.ts';
import { notFound } from './access.ts';
import type { ChatwootContext, ChatwootEnv } from './context.ts';
import { brokenPage } from './pages.ts';
import type { Conversation } from './state.ts';
import { contactView, conversationView, countsView } from './views/conversation.ts';
import { messagesOf, messageView } from './views/message.ts';

const pageSize = 25;
const statuses = ['open', 'resolved', 'pending', 'snoozed'] as const;

/** What is under `/conversations` of an account. */
export function conversationRoutes(clock: Clock): Hono<ChatwootEnv> {
  const app = new Hono<ChatwootEnv>();
  app.get('/', (c) => {
    const asked = askedFor(c);
    const from = (Math.max(1, Number(c.req.query('page') ?? '1') || 1) - 1) * pageSize;
    const payload = asked.slice(from, from + pageSize).map((each) => conversationView(each, c.get('scene')));
    return c.json({ data: { meta: countsView(asked), payload } });
  });
  app.get('/meta', (c) => c.json({ meta: countsView(askedFor(c)) }));
  app.get('/:id', (c) => withConversation(c, (one) => c.json(conversationView(one, c.get('scene')))));
  app.get('/:id/messages', (c) =>
    withConversation(c, (one) =>
      c.json({
        meta: { labels: [], additional_attributes: {}, contact: contactView(one.contact), agent_last_seen_at: null },
        payload: messagesOf(one, c.get('scene')).map((message) => messageView(message, one)),
      }),
    ),
  );
  app.post('/:id/toggle_status', async (c) => {
    const wish = await wishIn(c);
    // A status that is none makes Rails fall over, and without Redis no job can be put into a queue.
    if (wish === undefined || c.get('scene').is('redis-down')) return brokenPage(c);
    return withConversation(c, (one) => toggled(c, one, wish, clock.now()));
  });
  app.post('/:id/custom_attributes', async (c) => {
    const attributes = await attributesIn(c);
    if (attributes === undefined) return brokenPage(c);
    return withConversation(c, (one) => {
      one.attributes = attributes;
      return c.json({ custom_attributes: attributes });
    });
  });
  return app;
}

/** All of them at once: those that were there before are gone. */
async function attributesIn(c: ChatwootContext): Promise<JsonObject | undefined> {
  const body: unknown = await c.req.json().catch(() => undefined);
  return z.object({ custom_attributes: z.record(z.string(), z.json()) }).safeParse(body).data?.custom_attributes;
}

/** Open ones when it is not said; `all` is all. Of the inboxes that the token's user sees. */
function askedFor(c: ChatwootContext): readonly Conversation[] {
  const { conversations, inboxes } = c.get('scene');
  const status = c.req.query('status') ?? 'open';
  const inbox = c.req.query('inbox_id');
  return conversations.filter(
    (each) =>
      inboxes.some(({ id }) => id === each.inboxId) &&
      (status === 'all' || each.status === status) &&
      (inbox === undefined || String(each.inboxId) === inbox),
  );
}

function withConversation(c: ChatwootContext, answer: (one: Conversation) => Response): Response {
  const { conversations } = c.get('scene');
  const found = conversations.find(({ id }) => String(id) === c.req.param('id'));
  return found === undefined ? notFound(c) : answer(found);
}

const wishSchema = z.object({
  status: z.enum(statuses).optional(),
  /** Seconds since 1970. */
  snoozed_until: z.coerce.number().int().positive().nullish(),
});

async function wishIn(c: ChatwootContext): Promise<z.infer<typeof wishSchema> | undefined> {
  const body: unknown = await c.req.json().catch(() => ({}));
  return wishSchema.safeParse(body).data;
}

function toggled(c: ChatwootContext, one: Conversation, wish: z.infer<typeof wishSchema>, now: Date): Response {
  one.status = wish.status ?? (one.status === 'open' ? 'resolved' : 'open');
  one.lastActivityAt = now;
  const until = wish.snoozed_until;
  one.snoozedUntil = one.status === 'snoozed' && typeof until === 'number' ? new Date(until * 1000) : null;
  if (one.status === 'open' && c.get('scene').owner.role === 'agent') one.assigned = true;
  return c.json({
    meta: {},
    payload: {
      success: true,
      conversation_id: one.id,
      current_status: one.status,
      snoozed_until: one.snoozedUntil?.toISOString() ?? null,
    },
  });
}
