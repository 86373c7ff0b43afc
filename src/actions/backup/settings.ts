import { z } from 'zod';
import { secretReference } from '../../core/secret-reference.ts';

/** The config's section `backup`. */
export const backupSettings = z.strictObject({
  folder: z
    .string()
    .min(1)
    .default('.prestage/backups')
    .describe('Where backups are written, a folder an environment in it; in the workspace, and never in git.'),
  key: secretReference.describe(
    'What they are encrypted with: the line AGE-SECRET-KEY-1… of `age-keygen`, or a long passphrase. Without it no backup opens again: keep a copy where the database is not.',
  ),
});
