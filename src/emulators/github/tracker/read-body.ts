import type { Context } from 'hono';
import { z } from 'zod';
import { invalid } from '../answers.ts';

/** What a call says in JSON. Throws GitHub's 422. */
export async function readBody<Value>(c: Context, schema: z.ZodType<Value>): Promise<Value> {
  const read = schema.safeParse(await c.req.json());
  if (!read.success) throw invalid(`Invalid request.\n\n${z.prettifyError(read.error)}`);
  return read.data;
}
