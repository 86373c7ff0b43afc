import type { ActionContext, Change, Plan } from '../../../core/action.ts';
import { Failure, type FailureData } from '../../../core/failure.ts';
import { lintValue } from '../lint-value.ts';
import { noTarget } from '../required/absent.ts';
import { lookWithCode } from '../required/look-with-code.ts';
import type { Row } from '../row.ts';
import type { SecretsSettings } from '../settings.ts';
import { vaultValue } from '../vault-values.ts';

export interface SyncInput {
  /** Overwrite what someone else changed, or what was there before us. */
  readonly take: boolean;
  /** Remove what we once wrote and the vault or the map no longer has. */
  readonly prune: boolean;
}

/** One write, as the approver sees it: no value, a keyed fingerprint, and what the target showed. */
type Step = {
  readonly deed: 'set' | 'remove';
  readonly target: string;
  readonly name: string;
  readonly secret: string;
  readonly state: string;
  readonly fingerprint: string | null;
  readonly seen: string | null;
};

export type SyncData = { readonly steps: readonly Step[]; readonly left: readonly string[] };

/** Throws Failure `secrets.unreadable` when a target cannot be asked, `secrets.refused` for values that must not go out. */
export async function planSync(
  context: ActionContext,
  settings: SecretsSettings,
  environments: readonly string[],
  input: SyncInput,
): Promise<Plan<SyncData>> {
  const { rows: all, failures } = await lookWithCode(context, settings, environments);
  if (failures.length > 0) throw unreadable(failures);
  const rows = all.filter((row) => !isAskedForAlone(row));
  for (const row of all.filter(isAskedForAlone)) context.say(absentWords(row));
  const writes = rows.filter((row) => row.fingerprint !== undefined && isToWrite(row, input));
  await refuseValues(context, writes);
  const removals = input.prune ? rows.filter(({ state }) => state === 'orphan') : [];
  const steps = [...writes.map((row) => stepOf('set', row)), ...removals.map((row) => stepOf('remove', row))];
  const left = rows.filter((row) => isLeft(row, input)).map((row) => `${row.target} ${row.name}: ${whyLeft(row)}`);
  return { summary: summaryOf(steps, left), changes: steps.map(changeOf), data: { steps, left } };
}

/** Nothing maps it, so that there is nothing to write: the audit fails on it, a sync tells. */
function isAskedForAlone({ state, placement }: Row): boolean {
  return state === 'required-but-absent' && placement === undefined;
}

function absentWords({ target, name, usedBy: [place = 'the code'], note }: Row): string {
  const lacking = target === noTarget ? 'no target has' : `${target} does not have`;
  return `${place} asks for ${name}, which ${lacking}${note === undefined ? '' : ` (${note})`}.`;
}

function isToWrite({ state }: Row, { take }: SyncInput): boolean {
  if (state === 'missing' || state === 'vault-changed' || state === 'write-cut') return true;
  return take && (state === 'target-changed' || state === 'both-changed' || state === 'never-verified');
}

function isLeft({ state }: Row, { take, prune }: SyncInput): boolean {
  if (state === 'required-but-absent') return true;
  if (state === 'orphan') return !prune;
  return !take && (state === 'target-changed' || state === 'both-changed' || state === 'never-verified');
}

function whyLeft({ state, secret }: Row): string {
  if (state === 'orphan') return 'ours, and no longer in the vault or the map: --prune removes it';
  if (state === 'required-but-absent') return `the vault has no ${secret ?? 'such secret'}`;
  if (state === 'never-verified') return 'there before us, its value unknown: --take overwrites it with the vault’s';
  return 'someone else changed it there: --take overwrites it with the vault’s';
}

function stepOf(deed: Step['deed'], { target, name, secret, state, fingerprint, seen }: Row): Step {
  const base = { deed, target, name, secret: secret ?? name, state, seen: seen ?? null };
  return { ...base, fingerprint: deed === 'set' ? (fingerprint ?? null) : null };
}

function changeOf({ deed, target, name, secret, state }: Step): Change {
  if (deed === 'remove') return { kind: 'delete', target: `${target} ${name}`, summary: 'ours, and no longer wanted' };
  const kind = state === 'missing' ? 'create' : 'update';
  return { kind, target: `${target} ${name}`, summary: `from ${secret} of the vault (${state})` };
}

function summaryOf(steps: readonly Step[], left: readonly string[]): string {
  const sets = steps.filter(({ deed }) => deed === 'set').length;
  const removes = steps.length - sets;
  const deeds = [
    ...(sets > 0 ? [`${sets} to write`] : []),
    ...(removes > 0 ? [`${removes} to remove`] : []),
    ...(left.length > 0 ? [`${left.length} left as they are`] : []),
  ];
  return deeds.length === 0 ? 'Every target has what the vault has' : `Secrets: ${deeds.join(', ')}`;
}

async function refuseValues(context: ActionContext, rows: readonly Row[]): Promise<void> {
  const problems: FailureData[] = [];
  for (const { placement, target, name } of rows) {
    const value = placement === undefined ? undefined : await vaultValue(context, placement);
    for (const { severity, why, fix } of lintValue(value?.reveal() ?? '')) {
      if (severity === 'refused')
        problems.push({
          code: 'secrets.value',
          what: `${placement?.secret ?? name} is not fit for ${target}`,
          why,
          fix,
        });
      else context.say(`${placement?.secret ?? name}: ${why}. ${fix}`);
    }
  }
  if (problems.length === 0) return;
  throw new Failure({
    code: 'secrets.refused',
    what: `${problems.length === 1 ? 'A secret is' : `${problems.length} secrets are`} not fit to be written`,
    why: 'what would go out is not what it should be; nothing was written',
    fix: 'Mend each of them in the vault, then plan again.',
    problems,
  });
}

function unreadable(failures: readonly FailureData[]): Failure {
  return new Failure({
    code: 'secrets.unreadable',
    what: `${failures.length === 1 ? 'A target' : `${failures.length} targets`} cannot be asked what it has`,
    why: 'without that, a plan would write over what it does not know; nothing was written',
    fix: 'Mend each of them, then plan again.',
    problems: failures,
  });
}
