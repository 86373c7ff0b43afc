import type { Migration } from '../push/migrations.ts';
import type { DownSettings } from './settings.ts';

/** Why a migration cannot be taken back, as somebody said; an empty text when nobody said why. */
export function declaredWhy(
  { version, text }: Pick<Migration, 'version' | 'text'>,
  { irreversible }: Pick<DownSettings, 'irreversible'>,
): string | undefined {
  const marked = /^[ \t]*--[ \t]*irreversible\b[ \t]*:?[ \t]*(.*)$/im.exec(text)?.[1]?.trim();
  return irreversible[version] ?? marked;
}

/** Versions that the config names and no migration has. */
export function declaredForNothing(
  migrations: readonly Pick<Migration, 'version'>[],
  { irreversible }: Pick<DownSettings, 'irreversible'>,
): readonly string[] {
  const known = new Set(migrations.map(({ version }) => version));
  return Object.keys(irreversible).filter((version) => !known.has(version));
}
