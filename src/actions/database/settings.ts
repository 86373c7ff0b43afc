import { z } from 'zod';

/** The config's section `database`. */
export const databaseSettings = z.strictObject({
  exposure: z
    .enum(['auto', 'explicit'])
    .default('auto')
    .describe(
      'What new tables in `public` are granted to anon, authenticated and service_role: everything (`auto`), or nothing (`explicit`), as on projects since 2026-05-30.',
    ),
  tests: z
    .array(z.string().min(1))
    .min(1)
    .default(['supabase/tests/**/*.{sql,pg}'])
    .describe('Globs of the pgTAP files, run in the order of their paths.'),
  testRunner: z
    .enum(['auto', 'ours', 'pg_prove'])
    .default('auto')
    .describe(
      'What runs them on a scratch database: pg_prove, our own runner over one connection, or whichever is there (`auto`: pg_prove where it is on PATH).',
    ),
  testSeconds: z.number().int().positive().default(60).describe('After which one statement of a pgTAP file is ended.'),
});

export type DatabaseSettings = z.infer<typeof databaseSettings>;
