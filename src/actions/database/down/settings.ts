import { posix } from 'node:path';
import { z } from 'zod';

/** `database.down` in the config. */
export const downSettings = z.strictObject({
  folder: z
    .string()
    .min(1)
    .default('supabase/down')
    .refine((path) => !isAmongMigrations(path), {
      error: 'the supabase CLI takes files in supabase/migrations for migrations: give a folder beside it',
    })
    .describe("Where the way back of each migration lies, under the migration's own name; never among the migrations."),
  irreversible: z
    .record(z.string().regex(/^\d+$/), z.string().trim().min(1))
    .default({})
    .describe(
      'Migrations that cannot be taken back, by their version, and why. A comment `-- irreversible: WHY` in the migration says the same.',
    ),
});

export type DownSettings = z.infer<typeof downSettings>;

function isAmongMigrations(path: string): boolean {
  return /^supabase\/migrations(?:\/|$)/.test(posix.normalize(path));
}
