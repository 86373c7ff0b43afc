import { z } from 'zod';
import { GitHubError, invalid, notFound } from './answers.ts';
import { stamp, type StoredVariable } from './holder.ts';
import { readName, refuseLarge, refuseOneMore } from './names.ts';
import { pageOf } from './paging.ts';
import { nameIn, type HolderCall } from './secrets.ts';

const created = z.object({
  name: z.string(),
  value: z.string(),
  visibility: z.enum(['all', 'private', 'selected']).optional(),
});
const changed = z.object({ name: z.string().optional(), value: z.string().optional() });

/** GitHub hands out ten a page when nothing is said, and thirty at most. */
const mostOnPage = 30;

export function listVariables(call: HolderCall): Response {
  const { c, holder } = call;
  const all = holder.variables.allSeen(call.until);
  const { items, headers } = pageOf(c, all, mostOnPage);
  return c.json({ total_count: all.length, variables: items.map(shown) }, 200, { ...headers });
}

export function readVariable(call: HolderCall): Response {
  const { c, holder } = call;
  const name = nameIn(c);
  const found = holder.variables.seen(name, call.until);
  if (found === undefined) throw notFound();
  return c.json(shown([name, found]));
}

export async function createVariable(call: HolderCall): Promise<Response> {
  const { c, holder } = call;
  const read = created.safeParse(await c.req.json());
  if (!read.success) throw invalid('Invalid request.\n\n"name", "value" weren\'t supplied.');
  const name = readName(read.data.name);
  if (holder.variables.held(name) !== undefined) throw new GitHubError(409, 'Already exists - Variable already exists');
  refuseOneMore('Variable', holder.variables.allHeld().length, holder.most.variables);
  const { value, visibility } = read.data;
  refuseLarge(value);
  const now = stamp(new Date(call.now));
  const organization = holder.kind === 'organization' ? { visibility: visibility ?? 'private' } : {};
  holder.variables.write(name, { value, created_at: now, updated_at: now, ...organization }, call.now);
  return c.json({}, 201);
}

export async function changeVariable(call: HolderCall): Promise<Response> {
  const { c, holder } = call;
  const name = nameIn(c);
  const before = holder.variables.held(name);
  if (before === undefined) throw notFound();
  const read = changed.safeParse(await c.req.json());
  if (!read.success) throw invalid('Invalid request.');
  const value = read.data.value ?? before.value;
  refuseLarge(value);
  holder.variables.write(name, { ...before, value, updated_at: stamp(new Date(call.now)) }, call.now);
  return c.body(null, 204);
}

export function removeVariable(call: HolderCall): Response {
  const { c, holder } = call;
  const name = nameIn(c);
  if (holder.variables.held(name) === undefined) throw notFound();
  holder.variables.write(name, undefined, call.now);
  return c.body(null, 204);
}

function shown([name, { value, created_at, updated_at, visibility }]: readonly [string, StoredVariable]) {
  return { name, value, created_at, updated_at, ...(visibility === undefined ? {} : { visibility }) };
}
