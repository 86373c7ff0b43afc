import { z } from 'zod';

/** The config's section `database`. */
export const databaseSettings = z.strictObject({
  exposure: z
    .enum(['auto', 'explicit'])
    .default('auto')
    .describe(
      'What new tables in `public` are granted to anon, authenticated and service_role: everything (`auto`), or nothing (`explicit`), as on projects since 2026-05-30.',
    ),
  major: z
    .int()
    .min(14)
    .optional()
    .describe(
      "The project's major version of Postgres: scratch databases and rehearsals take an engine of the same one where there is one.",
    ),
});

export type DatabaseSettings = z.infer<typeof databaseSettings>;
