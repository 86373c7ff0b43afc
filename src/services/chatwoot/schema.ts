import { z } from 'zod';

/** What `/api` says. A field is undefined when it is absent, null or no word: nothing is known of it then. */
export interface Platform {
  readonly version: string | undefined;
  /** Redis answers a ping. It says nothing of Sidekiq. */
  readonly queue: string | undefined;
  /** Postgres has a connection. */
  readonly data: string | undefined;
}

const word = z.string().min(1).optional().catch(undefined);
const platform = z.object({ version: word, queue_services: word, data_services: word });

/** Undefined when it is no reply of Chatwoot's: nothing of what it says there is said. */
export function readPlatform(body: unknown): Platform | undefined {
  const { data } = platform.safeParse(body);
  if (data === undefined || Object.values(data).every((value) => value === undefined)) return undefined;
  return { version: data.version, queue: data.queue_services, data: data.data_services };
}

/** A reply of `/health`, where there is one. */
export function isAlive(body: unknown): boolean {
  return z.object({ status: z.literal('woot') }).safeParse(body).success;
}

/** An account that the token's user belongs to. */
export interface Membership {
  readonly account: number;
  /** `active` or `suspended`; undefined where a version does not say. */
  readonly status: string | undefined;
  /** `administrator` or `agent`; a custom role is an agent. */
  readonly role: string | undefined;
}

const profile = z.object({ accounts: z.array(z.object({ id: z.number().int(), status: word, role: word })) });

/** What may be known of the token's user. Undefined when the reply does not say which accounts are his. */
export function readProfile(body: unknown): readonly Membership[] | undefined {
  return profile.safeParse(body).data?.accounts.map(({ id, status, role }) => ({ account: id, status, role }));
}

const counts = z.object({ meta: z.object({ all_count: z.number().int().nonnegative() }) });

/** How many conversations the account has open. Undefined when the reply does not say. */
export function readCount(body: unknown): number | undefined {
  return counts.safeParse(body).data?.meta.all_count;
}

export interface Inbox {
  readonly id: number;
  readonly name: string;
  /** `Channel::Email`, `Channel::FacebookPage` … */
  readonly channel: string;
  /** Of a mailbox or WhatsApp number: `google`, `microsoft`, `whatsapp_cloud` …; undefined where there is none. */
  readonly provider: string | undefined;
  /** Whether a mailbox is fetched. An agent's token is not told. */
  readonly fetched: boolean | undefined;
  /** Whether its login has run out. Undefined where Chatwoot does not say, which is not the same as no. */
  readonly loginExpired: boolean | undefined;
}

const yesOrNo = z.boolean().optional().catch(undefined);
const inbox = z.object({
  id: z.number().int(),
  name: z.string(),
  channel_type: z.string(),
  provider: word,
  imap_enabled: yesOrNo,
  reauthorization_required: yesOrNo,
});

/** Undefined when the reply holds anything but inboxes. */
export function readInboxes(body: unknown): readonly Inbox[] | undefined {
  return z
    .object({ payload: z.array(inbox) })
    .safeParse(body)
    .data?.payload.map(({ id, name, channel_type, provider, imap_enabled, reauthorization_required }) => ({
      id,
      name,
      channel: channel_type,
      provider,
      fetched: imap_enabled,
      loginExpired: reauthorization_required,
    }));
}
