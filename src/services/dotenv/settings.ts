import { z } from 'zod';

/** The config's section `vault`, when the vault is a folder of .env files. */
export const vaultSettings = z.strictObject({
  kind: z.literal('dotenv').describe('A folder of .env files, each readable by its owner alone.'),
  folder: z
    .string()
    .refine((folder) => !/^[./]*$/.test(folder), 'a vault has a folder of its own, such as `vault`')
    .default('vault')
    .describe(
      'The folder, from the workspace: `<service>/<name>_<environment>.env`, `<environment>/<service>/<name>.env`, or without an environment when all share it. Keep it out of git.',
    ),
});

export type VaultSettings = z.infer<typeof vaultSettings>;
