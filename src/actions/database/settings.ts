import { z } from 'zod';
import { accessSettings } from './access/settings.ts';

/** The config's section `database`. */
export const databaseSettings = z.strictObject({
  exposure: z
    .enum(['auto', 'explicit'])
    .default('auto')
    .describe(
      'What new tables in `public` are granted to anon, authenticated and service_role: everything (`auto`), or nothing (`explicit`), as on projects since 2026-05-30.',
    ),
  access: accessSettings.prefault({}).describe('Who may do what: what database.access tries.'),
});

export type DatabaseSettings = z.infer<typeof databaseSettings>;
