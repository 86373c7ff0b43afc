import { z } from 'zod';
import { secretReference } from '../../core/secret-reference.ts';

/** As GitHub and Fly both take it. */
const targetName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'is no name of a secret there: letters, digits and `_`, no digit first')
  .regex(/^(?!github_)/i, 'GitHub keeps names that begin with GITHUB_ to itself')
  .overwrite((name) => name.toUpperCase());

/** Read twice, by the config and by the area: so it stays what it is. */
const days = z.string().regex(/^[1-9]\d{0,3}d$/, 'is no number of days, such as `90d`');

export function daysIn(text: string): number {
  return Number(text.slice(0, -1));
}

const environments = z.array(z.string().min(1)).min(1).optional();

/** Where one secret goes. */
const destination = z.discriminatedUnion('to', [
  z.strictObject({
    to: z.literal('fly').describe('The secrets of the environment’s Fly app.'),
    name: targetName.optional().describe('Its name there; that of the vault in capitals when absent.'),
    environments: environments.describe('Where; every environment that has an app when absent.'),
  }),
  z.strictObject({
    to: z.literal('github').describe('The secrets of the repository’s environment of that name.'),
    name: targetName.optional().describe('Its name there; that of the vault in capitals when absent.'),
    environments: environments.describe('Where; every environment when absent.'),
  }),
  z.strictObject({
    to: z.literal('github-repository').describe('A secret of the repository itself, whatever the environment.'),
    name: targetName.optional().describe('Its name there; that of the vault in capitals when absent.'),
    from: z
      .string()
      .optional()
      .describe('The environment whose value is taken, where the vault has one an environment.'),
  }),
]);

const mapped = z.strictObject({
  targets: z.array(destination).min(1),
  rotateAfter: days.optional().describe('How old its value may become, such as `90d`.'),
  owner: z.string().min(1).optional().describe('Who renews it: told where it is overdue or wrong.'),
  encoding: z.enum(['as-is', 'base64']).default('as-is').describe('How a target is given it.'),
  requiredBy: z
    .array(z.string().min(1))
    .default([])
    .describe('What needs it besides what is found in the code: a service, a person, a script.'),
});

const vaultName = z
  .string()
  .regex(/^[a-z0-9_]+(?:\.[a-z0-9_]+)?$/, 'is no name of a secret in the vault, such as `publer_api_key`');

/** The config's section `secrets`. Without it nothing is synced and nothing audited. */
export const secretsSettings = z.strictObject({
  github: z
    .strictObject({
      repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'is no OWNER/REPOSITORY'),
      token: secretReference.describe('A fine-grained token with the permissions Secrets and Environments.'),
      api: z.url({ protocol: /^https?$/ }).default('https://api.github.com'),
    })
    .optional(),
  fly: z
    .strictObject({
      apps: z.record(z.string(), z.string().regex(/^[a-z0-9-]+$/)).describe('The app of each environment.'),
      token: secretReference.describe('A deploy token of the app.'),
      api: z.url({ protocol: /^https?$/ }).default('https://api.machines.dev'),
    })
    .optional(),
  ledger: z
    .string()
    .default('artifacts/ops/secrets/ledger.jsonl')
    .describe('What was written where, without a value: committed.'),
  fingerprintKey: secretReference
    .prefault({ secret: 'prestage_fingerprint_key' })
    .describe('The key that fingerprints in the ledger are made with: 32 random bytes or more, in the vault alone.'),
  map: z.record(vaultName, mapped).default({}),
  unused: z
    .array(targetName)
    .default([])
    .describe('Names in targets that nothing seems to use and that stay all the same.'),
  elsewhere: z
    .array(z.string().min(1))
    .default([])
    .describe('Names that the code asks for and that are no target’s: of an organisation, of a developer’s machine.'),
});

export type SecretsSettings = z.infer<typeof secretsSettings>;
export type MappedSecret = SecretsSettings['map'][string];
export type Destination = MappedSecret['targets'][number];
