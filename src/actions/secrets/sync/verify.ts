import type { ActionContext, Outcome } from '../../../core/action.ts';
import { lookAtSecrets } from '../look.ts';
import type { Row } from '../row.ts';
import type { SecretsSettings } from '../settings.ts';
import { ledgerKey } from '../ledger/read.ts';
import { renderRows } from '../table.ts';
import type { SyncData } from './plan.ts';

/** Asks the targets again: what was planned must be there, proven above G0; what was left must be said. */
export async function verifySync(
  context: ActionContext,
  settings: SecretsSettings,
  environments: readonly string[],
  { steps, left }: SyncData,
): Promise<Outcome> {
  const { rows, failures } = await lookAtSecrets(context, settings, environments);
  await context.keep('secrets.md', renderRows('Secrets after the sync', rows));
  const [failure] = failures;
  if (failure !== undefined) return { verdict: 'unknown', reason: `${failure.what}: ${failure.why}` };
  const byPlace = new Map(rows.map((row) => [ledgerKey(row), row]));
  const wrong = steps.flatMap((step) => {
    const row = byPlace.get(ledgerKey(step));
    return isAsPlanned(step.deed, row) ? [] : [`${step.target} ${step.name} is ${row?.state ?? 'not there'}`];
  });
  const facts = { written: steps.length, left: left.length, rows: rows.length };
  if (wrong.length > 0) return { verdict: 'failed', reason: wrong.join('; '), facts };
  if (left.length > 0) return { verdict: 'failed', reason: `${left.length} left: ${left.join('; ')}`, facts };
  if (!rows.some(({ placement }) => placement !== undefined))
    return { verdict: 'unknown', reason: 'no secret of the map goes to a target here', facts };
  return { verdict: 'verified', reason: provenWords(rows), facts };
}

function isAsPlanned(deed: string, row: Row | undefined): boolean {
  if (deed === 'set') return row?.state === 'in-sync';
  return row === undefined || row.state === 'required-but-absent';
}

function provenWords(rows: readonly Row[]): string {
  const mapped = rows.filter(({ placement }) => placement !== undefined);
  const grades = Object.entries(Object.groupBy(mapped, ({ grade }) => grade ?? 'none'));
  const proven = grades.map(([grade, own]) => `${own?.length ?? 0} by ${grade}`).join(', ');
  return `${mapped.length} in sync, proven ${proven}`;
}
