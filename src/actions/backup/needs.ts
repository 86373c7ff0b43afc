import { secretNamesIn } from '../../core/secret-reference.ts';

/** The key of the backups is one name, whatever the environment: a backup that is moved still opens. */
export function secretsOfBackup(settings: unknown): readonly { readonly name: string; readonly shared: true }[] {
  return secretNamesIn(settings).map((name) => ({ name, shared: true }));
}
