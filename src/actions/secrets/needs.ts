import type { NeededName } from '../../core/action.ts';
import { secretsSettings } from './settings.ts';

/** What is asked for whatever the environment: one token a target, one key. The mapped secrets themselves are looked for, not needed. */
export function sharedSecretsOf(section: unknown): readonly NeededName[] {
  const read = secretsSettings.safeParse(section ?? {});
  if (!read.success) return [];
  const { github, fly, fingerprintKey } = read.data;
  const references = [fingerprintKey, ...(github === undefined ? [] : [github.token])];
  const shared = references.map(({ secret }) => ({ name: secret, shared: true }) as const);
  return [...shared, ...(fly === undefined ? [] : [fly.token.secret])];
}
