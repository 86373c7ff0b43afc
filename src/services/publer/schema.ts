import { z } from 'zod';

/** Publer's pages say that a reply is what was asked for; some are seen to come as `{ success, data }`. Both are read. */
function contentOf(body: unknown): unknown {
  const wrapped = z.object({ success: z.literal(true), data: z.unknown() }).safeParse(body);
  return wrapped.success ? wrapped.data.data : body;
}

/** Whether the reply is a user's. Nothing of it is taken: his name and address are nobody's business. */
export function isUser(body: unknown): boolean {
  return z.object({ id: z.string().min(1), email: z.string() }).safeParse(contentOf(body)).success;
}

export interface Workspace {
  readonly id: string;
  readonly name: string;
  /** As Publer calls it; undefined where it does not say. */
  readonly plan: string | undefined;
}

const workspace = z.object({ id: z.string().min(1), name: z.string(), plan: z.string().optional().catch(undefined) });

/** Undefined when the reply holds anything but workspaces. */
export function readWorkspaces(body: unknown): readonly Workspace[] | undefined {
  return z
    .array(workspace)
    .safeParse(contentOf(body))
    .data?.map(({ id, name, plan }) => ({ id, name, plan }));
}

/** A social account. It has no status: a login that has run out shows in its posts alone. */
export interface Account {
  readonly id: string;
  readonly provider: string;
  readonly name: string;
}

const account = z.object({ id: z.string().min(1), provider: z.string().min(1), name: z.string() });

/** Undefined when the reply holds anything but accounts. */
export function readAccounts(body: unknown): readonly Account[] | undefined {
  return z.array(account).safeParse(contentOf(body)).data;
}

/** How many posts there are in all pages. Undefined when the reply does not say. */
export function readPostCount(body: unknown): number | undefined {
  return z.object({ total: z.number().int().nonnegative() }).safeParse(contentOf(body)).data?.total;
}
