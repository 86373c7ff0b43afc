import type { Secret } from '../../core/secret.ts';
import type { HttpRequest } from '../http/request.ts';

/**
 * Proxies drop headers with underscores in their name unless they are told not to (nginx: `underscores_in_headers`);
 * Chatwoot reads both spellings as one. The one that goes through everywhere is asked first.
 */
export const tokenHeaders = ['Api-Access-Token', 'api_access_token'] as const;
export type TokenHeader = (typeof tokenHeaders)[number];

/** Whose token it is sent with, and under which name. */
export interface Credential {
  readonly token: Secret;
  readonly header: TokenHeader;
}

/** Version 4.12.1 took a request that offers compression for one without a token. */
const plain = { accept: 'application/json', 'accept-encoding': 'identity' };

/** The version, and whether Redis and Postgres answer it: always status 200, whatever it says. `base` is the installation's own URL. */
export function platform(base: string): HttpRequest {
  return { method: 'GET', url: `${base}/api`, headers: plain };
}

/** Newer versions alone: the web process lives, and nothing else is said by it. */
export function alive(base: string): HttpRequest {
  return { method: 'GET', url: `${base}/health`, headers: plain };
}

/** Who the token belongs to. Its reply holds the token itself: `readProfile` takes three fields of it, and nobody keeps the rest. */
export function profile(base: string, credential: Credential): HttpRequest {
  return { method: 'GET', url: `${base}/api/v1/profile`, headers: withToken(credential) };
}

/** Four counts out of the account's own tables, and nobody's words. */
export function conversationCounts(base: string, account: number, credential: Credential): HttpRequest {
  return { method: 'GET', url: `${inAccount(base, account)}/conversations/meta`, headers: withToken(credential) };
}

/** An administrator's reply holds passwords of mailboxes and keys of channels: `readInboxes` takes none of them. */
export function inboxes(base: string, account: number, credential: Credential): HttpRequest {
  return { method: 'GET', url: `${inAccount(base, account)}/inboxes`, headers: withToken(credential) };
}

export function inAccount(base: string, account: number): string {
  return `${base}/api/v1/accounts/${account}`;
}

export function withToken({ token, header }: Credential): Readonly<Record<string, string | Secret>> {
  return { ...plain, [header]: token };
}
