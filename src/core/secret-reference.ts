import { z } from 'zod';

/** A config's value that is not in the config: the name of a secret, looked up in the vault when it is needed, never before. */
export interface SecretReference {
  readonly secret: string;
}

/** Small letters, digits and `_`; `.` before the key of a file that holds several. */
const secretName = /^[a-z0-9_]+(?:\.[a-z0-9_]+)?$/;

/** `secret('publer_api_key')` in prestage.config.ts. The name is checked when the config is read, with its place in it. */
export function secret(name: string): SecretReference {
  return { secret: name };
}

/** What a section of the config uses for a credential. Its JSON Schema carries `"secret": true`. */
export const secretReference = z
  .strictObject({
    secret: z
      .string()
      .regex(secretName, 'is no name of a secret: small letters, digits and `_`, such as `publer_api_key`')
      .describe('The name of a secret in the vault.'),
  })
  .meta({ secret: true, description: "A credential: `secret('name')`, looked up in the vault when it is needed." });

/** The names of all references in a config, or in a section of it; sorted, each once. */
export function secretNamesIn(settings: unknown): readonly string[] {
  return [...new Set(namesIn(settings))].toSorted();
}

function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const reference = secretReference.safeParse(value);
  return reference.success ? [reference.data.secret] : Object.values(value).flatMap(namesIn);
}
