import type { Context } from 'hono';
import { z } from 'zod';
import { invalid, notFound } from './answers.ts';
import { stamp, type Holder, type StoredSecret } from './holder.ts';
import { readName, refuseLarge, refuseOneMore } from './names.ts';
import { pageOf } from './paging.ts';
import { openSealedBox } from './sealed-box.ts';

/** What is asked of one holder's secrets; the values never come back. */
export interface HolderCall {
  readonly c: Context;
  readonly holder: Holder;
  /** The emulator's time, in milliseconds. */
  readonly now: number;
  /** What was written later is not seen yet. */
  readonly until: number;
}

const sealed = z.object({
  encrypted_value: z.string(),
  key_id: z.string(),
  visibility: z.enum(['all', 'private', 'selected']).optional(),
});

export function publicKey(call: HolderCall): Response {
  const { c, holder } = call;
  const { id, publicKey: key } = holder.keyPair;
  return c.json({ key_id: id, key: Buffer.from(key).toString('base64') });
}

export function listSecrets(call: HolderCall): Response {
  const { c, holder } = call;
  const all = holder.secrets.allSeen(call.until);
  const { items, headers } = pageOf(c, all);
  return c.json({ total_count: all.length, secrets: items.map(shown) }, 200, { ...headers });
}

export function readSecret(call: HolderCall): Response {
  const { c, holder } = call;
  const name = nameIn(c);
  const found = holder.secrets.seen(name, call.until);
  if (found === undefined) throw notFound();
  return c.json(shown([name, found]));
}

/** 201 the first time, 204 afterwards, and no word of when it was written. */
export async function writeSecret(call: HolderCall): Promise<Response> {
  const { c, holder } = call;
  const name = readName(c.req.param('name') ?? '');
  const read = sealed.safeParse(await c.req.json());
  if (!read.success) throw invalid('Invalid request.\n\n"encrypted_value", "key_id" weren\'t supplied.');
  const { encrypted_value: box, key_id: keyId, visibility } = read.data;
  const value = open(holder, box, keyId);
  refuseLarge(value);
  const before = holder.secrets.held(name);
  if (before === undefined) refuseOneMore('Secret', holder.secrets.allHeld().length, holder.most.secrets);
  const now = stamp(new Date(call.now));
  holder.secrets.write(
    name,
    {
      value: new TextDecoder().decode(value),
      created_at: before?.created_at ?? now,
      updated_at: now,
      ...(holder.kind === 'organization' ? { visibility: visibility ?? 'private' } : {}),
    },
    call.now,
  );
  return before === undefined ? c.json({}, 201) : c.body(null, 204);
}

export function removeSecret(call: HolderCall): Response {
  const { c, holder } = call;
  const name = nameIn(c);
  if (holder.secrets.held(name) === undefined) throw notFound();
  holder.secrets.write(name, undefined, call.now);
  return c.body(null, 204);
}

function open({ keyPair }: Holder, box: string, keyId: string): Uint8Array {
  if (keyId !== keyPair.id)
    throw invalid('The public key ID does not match: get the current public key and try again.');
  const value = openSealedBox(Buffer.from(box, 'base64'), keyPair);
  if (value === undefined) throw invalid('Could not decrypt the value: it was not sealed with the public key.');
  return value;
}

export function nameIn(c: Context): string {
  return (c.req.param('name') ?? '').toUpperCase();
}

function shown([name, { created_at, updated_at, visibility }]: readonly [string, StoredSecret]) {
  return { name, created_at, updated_at, ...(visibility === undefined ? {} : { visibility }) };
}
