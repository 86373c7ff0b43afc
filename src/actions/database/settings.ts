import { z } from 'zod';
import { accessSettings } from './access/settings.ts';
import { downSettings } from './down/settings.ts';

const fixture = z.strictObject({
  file: z.string().min(1).describe('A JSON file of the workspace.'),
  at: z.string().default('').describe('The way to its objects, through lists as well: `items.idea`.'),
  table: z
    .string()
    .regex(/^[\w"]+\.[\w"]+$/)
    .describe('The table whose rows they are: `public.idea_pool`.'),
});

export type FixtureSettings = z.infer<typeof fixture>;

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
  fixtures: z
    .array(fixture)
    .default([])
    .describe('Files whose objects must be rows that the seeds write: compared on a scratch database before seeding.'),
  access: accessSettings.prefault({}).describe('Who may do what: what database.access tries.'),
  down: downSettings
    .prefault({})
    .describe('Ways back: what database.back proves and database.down runs, one a migration.'),
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
