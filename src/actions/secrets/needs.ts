import type { NeededName } from '../../core/action.ts';
import { secretsSettings, type Destination } from './settings.ts';

/** What an audit needs: one token a target, one key. The mapped secrets themselves are looked for, and told where they are missing. */
export function sharedSecretsOf(section: unknown): readonly NeededName[] {
  const read = secretsSettings.safeParse(section ?? {});
  if (!read.success) return [];
  const { github, fly, fingerprintKey } = read.data;
  const references = [fingerprintKey, ...(github === undefined ? [] : [github.token])];
  const shared = references.map(({ secret }) => ({ name: secret, shared: true }) as const);
  return [...shared, ...(fly === undefined ? [] : [{ name: fly.token.secret, otherwiseOf: Object.keys(fly.apps) }])];
}

/** What a sync needs: the mapped secrets besides. */
export function allSecretsOf(section: unknown): readonly NeededName[] {
  const read = secretsSettings.safeParse(section ?? {});
  if (!read.success) return [];
  const mapped = Object.entries(read.data.map).flatMap(([name, { targets }]) =>
    targets.map((each) => askedBy(name, each)),
  );
  return [...sharedSecretsOf(section), ...mapped];
}

function askedBy(name: string, destination: Destination): NeededName {
  if (destination.to !== 'github-repository') return name;
  return destination.from === undefined ? { name, shared: true } : { name, environment: destination.from };
}
