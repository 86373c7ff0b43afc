import { z } from 'zod';
import type { Secret } from '../../core/secret.ts';
import type { HttpRequest } from '../http/request.ts';
import { inAccount, withToken, type Credential } from './requests.ts';

/**
 * A conversation that is there to be snoozed: every five minutes Sidekiq opens those whose time is over, by way of Redis
 * and of Postgres. One that does not wake up tells that no job is done any more.
 */
export interface Canary {
  readonly status: string;
  /** Undefined when it is not snoozed. */
  readonly until: Date | undefined;
  /** When a run snoozed it last, by its own word; undefined when none did. */
  readonly setAt: Date | undefined;
}

/** The attribute of the conversation that a run leaves. */
const mark = 'prestage_snoozed_at';

/** The reply holds a visitor's name and words: `readCanary` takes three fields of it. */
export function canary(base: string, account: number, id: number, credential: Credential): HttpRequest {
  return { method: 'GET', url: pathOf(base, account, id), headers: withToken(credential) };
}

/** Snoozes it until now. What has been over for more than three days, Sidekiq leaves alone for ever. */
export function snooze(base: string, account: number, id: number, now: Date, credential: Credential): HttpRequest {
  const until = Math.floor(now.getTime() / 1000);
  return post(`${pathOf(base, account, id)}/toggle_status`, credential, { status: 'snoozed', snoozed_until: until });
}

/** Leaves the mark, or takes it away when it says nothing. Chatwoot replaces all attributes of the conversation by these. */
export function markCanary(
  base: string,
  account: number,
  id: number,
  setAt: Date | undefined,
  credential: Credential,
): HttpRequest {
  const attributes = setAt === undefined ? {} : { [mark]: setAt.toISOString() };
  return post(`${pathOf(base, account, id)}/custom_attributes`, credential, { custom_attributes: attributes });
}

const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .optional()
  .catch(undefined);
const conversation = z.object({
  status: z.string(),
  snoozed_until: moment,
  custom_attributes: z.object({ [mark]: moment }).catch({ [mark]: undefined }),
});

/** Undefined when the reply is no conversation's. */
export function readCanary(body: unknown): Canary | undefined {
  const { data } = conversation.safeParse(body);
  if (data === undefined) return undefined;
  return { status: data.status, until: data.snoozed_until, setAt: data.custom_attributes[mark] };
}

/** Whether a reply to `snooze` says that it is so now. */
export function isSnoozed(body: unknown): boolean {
  return z.object({ payload: z.object({ current_status: z.literal('snoozed') }) }).safeParse(body).success;
}

function post(url: string, credential: Credential, body: unknown): HttpRequest {
  const headers: Readonly<Record<string, string | Secret>> = {
    ...withToken(credential),
    'content-type': 'application/json',
  };
  return { method: 'POST', url, headers, body: JSON.stringify(body) };
}

function pathOf(base: string, account: number, id: number): string {
  return `${inAccount(base, account)}/conversations/${id}`;
}
