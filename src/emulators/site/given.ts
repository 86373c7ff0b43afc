import { z } from 'zod';

const answer = z
  .strictObject({
    status: z.number().int().min(200).max(599).default(200),
    json: z.json().optional(),
    text: z.string().optional(),
    headers: z.record(z.string(), z.string()).default({}),
  })
  .refine(({ json, text }) => json === undefined || text === undefined, 'has both json and text');

export type SiteAnswer = z.infer<typeof answer>;

/** A status alone is an answer without a body. */
const told = z.union([
  answer,
  z
    .number()
    .int()
    .min(200)
    .max(599)
    .transform((status) => answer.parse({ status })),
]);

/**
 * What a site can be told of itself: an answer for each path, one name each, so that several who speak of one site can
 * add to it. Of TLS, that it is there.
 */
export const givenSchema = z
  .object({
    tls: z.boolean().default(false),
    /** What every other path answers: 404 where any path is told, and `{"status":"ok"}` where none is. */
    otherwise: told.optional(),
  })
  .catchall(told)
  .check(({ value, issues }) => {
    for (const name of Object.keys(value))
      if (!name.startsWith('/') && !['tls', 'otherwise'].includes(name))
        issues.push({ code: 'custom', input: value, path: [name], message: 'is no path: it does not begin with /' });
  });

export type Given = z.infer<typeof givenSchema>;
