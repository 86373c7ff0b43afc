import { z } from 'zod';

/** The config's section `vault`, when a command prints what is in it. */
export const commandVaultSettings = z.strictObject({
  kind: z
    .literal('exec')
    .describe('A command that prints names and values as JSON: of 1Password, Doppler, Infisical, any other.'),
  command: z
    .array(z.string())
    .min(1)
    .refine(([program]) => program !== undefined && program.trim() !== '', 'names no program')
    .describe('The program and its arguments, each by itself: no shell reads them. It starts in the workspace.'),
  env: z
    .array(z.string().regex(/^[A-Za-z_]\w*$/, 'is no name of a variable'))
    .default([])
    .describe('Variables of ours that it is handed besides PATH and HOME, such as OP_SERVICE_ACCOUNT_TOKEN.'),
  names: z
    .record(z.string(), z.string().min(1))
    .default({})
    .describe('What it calls a secret, by the name that the config has for it: `{ publer_api_key: "PUBLER_TOKEN" }`.'),
  timeoutSeconds: z
    .int()
    .min(1)
    .max(600)
    .default(60)
    .describe('How long it may take, a question to a person included.'),
});

export type CommandVaultSettings = z.infer<typeof commandVaultSettings>;
