import type { FailureData } from '../../../core/failure.ts';
import { historyTraps, pendingOf, type Found } from '../push/history-traps.ts';
import type { MigrationFolder } from '../push/migrations.ts';
import type { TrapName } from '../push/trap.ts';

/** Files and history that do not say the same; those are what a push is refused for, and what none has applied. */
export interface HistoryDrift {
  readonly drifts: readonly FailureData[];
  /** Versions of which history has no statements: whether their file is what was applied, it cannot say. */
  readonly untold: readonly string[];
}

const traps: readonly TrapName[] = [
  'duplicate-version',
  'rollback-file',
  'remote-only',
  'out-of-order',
  'edited-after-apply',
  'no-history',
];

export async function historyDrift(folder: MigrationFolder, found: Found): Promise<HistoryDrift> {
  const { applied } = found.history;
  const trapped = await historyTraps(folder, found, false);
  const drifts = trapped.filter(({ name }) => traps.includes(name)).map(({ failure }) => failure);
  const told = new Set(drifts.map(({ file }) => file));
  const missing = pendingOf(folder.migrations, applied).filter(({ path }) => !told.has(path));
  return {
    drifts: [...drifts, ...missing.map(({ name, path }) => missingOf(name, path))],
    untold: applied.filter(({ statements }) => statements === undefined).map(({ version }) => version),
  };
}

export const notApplied = 'database.not-applied';

function missingOf(name: string, file: string): FailureData {
  return {
    code: notApplied,
    what: `${name} has not been applied`,
    why: 'history has no row of its version',
    fix: 'Apply it: `prestage database push --apply`.',
    file,
  };
}
