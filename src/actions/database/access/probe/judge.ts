import type { Session } from '../../../../services/postgres/session.ts';
import type { AccessCell, AccessRows } from '../types.ts';
import type { Attempt } from './attempt.ts';
import { limitedTo, unknownColumns, type Changed } from './limits.ts';
import { findingsOf, merged, noTriggers, whichOf, type Finding, type Triggers } from './outcome.ts';
import { tryAll, type Answer, type Probe } from './server.ts';

export interface Judging {
  readonly attempts: readonly Attempt[];
  readonly answers: readonly Answer[];
  /** The same statements by whoever may do everything. */
  readonly controls: ReadonlyMap<string, Answer>;
  /** The same statements by the same personas, when nothing was in their way. */
  readonly freed: ReadonlyMap<Attempt, Answer>;
  readonly triggersOf: (object: string) => Triggers;
}

export const controlOf = (attempt: Attempt): Probe => ({ ...attempt.probe, role: 'none' });
const keyOf = (probe: Probe) => JSON.stringify([probe.before, probe.sql, probe.set['request.jwt.claims']]);
export const controlKey = (attempt: Attempt): string => keyOf(attempt.probe);

/** Each statement once, whoever tried it. */
export async function tryControls(
  session: Session,
  attempts: readonly Attempt[],
): Promise<ReadonlyMap<string, Answer>> {
  const wanted = new Map(attempts.map((attempt) => [controlKey(attempt), controlOf(attempt)]));
  const answers = await tryAll(session, [...wanted.values()]);
  return new Map(
    [...wanted.keys()].flatMap((key, index) => (answers[index] === undefined ? [] : [[key, answers[index]]])),
  );
}

/** Of a view it is not known beforehand how many rows there are. */
export function isOfView({ counted }: Attempt): boolean {
  return counted.some(({ size }) => size === 0);
}

export function isDenied(attempt: Attempt, answer: Answer): boolean {
  return findingsOf(attempt, answer, noTriggers).some(({ outcome }) => outcome !== 'all' && outcome !== 'some');
}

interface Group {
  readonly attempt: Attempt;
  readonly rows: AccessRows;
  readonly findings: Finding[];
  readonly changed: Changed[];
}

/** One cell for each persona, verb, way and kind of rows, however many statements it took. */
export function cellsOf(judging: Judging): readonly AccessCell[] {
  const groups = new Map<string, Group>();
  for (const [index, attempt] of judging.attempts.entries()) {
    const answer = judging.answers[index];
    if (answer === undefined) continue;
    const { setting } = attempt;
    const found =
      setting === undefined
        ? proven(judging, attempt, answer)
        : findingsOf(attempt, answer, judging.triggersOf(attempt.object));
    for (const finding of found) {
      const key = JSON.stringify([attempt.object, attempt.persona, attempt.verb, attempt.way, finding.rows]);
      const group = groups.get(key) ?? { attempt, rows: finding.rows, findings: [], changed: [] };
      if (setting === undefined) group.findings.push(finding);
      else group.changed.push({ setting, finding });
      groups.set(key, group);
    }
  }
  return [...groups.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, group]) => cellsOfGroup(group));
}

function cellsOfGroup({ attempt, rows, findings, changed }: Group): readonly AccessCell[] {
  const { object, persona, verb, way } = attempt;
  const found = merged(findings);
  const which = whichOf(found);
  const { outcome, columns, why } = limitedTo(
    {
      outcome: found.outcome,
      ...(found.why === undefined ? {} : { why: found.why }),
      ...(attempt.columns === undefined ? {} : { columns: attempt.columns }),
    },
    changed,
  );
  const cell: AccessCell = {
    object,
    persona,
    verb,
    way,
    rows,
    outcome,
    ...(columns === undefined || outcome === 'refused' ? {} : { columns: columns.toSorted() }),
    ...(which === undefined ? {} : { which }),
    ...(why === undefined || outcome === 'refused' ? {} : { why }),
  };
  const gap = unknownColumns(changed);
  const key = { object, persona, verb, way: 'plain', rows } as const;
  return gap === undefined ? [cell] : [cell, { ...key, outcome: 'unknown', why: gap }];
}

/** A denial counts when the statement itself is sound, and when the probe sees what there would be to see. */
function proven(judging: Judging, attempt: Attempt, answer: Answer): readonly Finding[] {
  const control = judging.controls.get(controlKey(attempt));
  if (isOfView(attempt)) return ofView(judging, attempt, answer, control);
  const triggers = judging.triggersOf(attempt.object);
  const findings = findingsOf(attempt, answer, triggers);
  const may = control === undefined ? undefined : findingsOf(attempt, control, afterOnly(triggers));
  const freed = judging.freed.get(attempt);
  const sees = freed === undefined ? undefined : findingsOf(attempt, freed, noTriggers);
  return findings.map((finding): Finding => {
    const { rows, outcome } = finding;
    if (outcome === 'all' || outcome === 'some') return finding;
    const sound = may?.find((each) => each.rows === rows);
    if (sound !== undefined && sound.outcome !== 'all' && sound.outcome !== 'some')
      return { rows, outcome: 'unknown', why: `not even the owner gets through: ${said(control)}` };
    const seen = sees?.find((each) => each.rows === rows);
    if (seen !== undefined && seen.outcome !== 'all' && seen.outcome !== 'some' && outcome !== 'broken')
      return {
        rows,
        outcome: 'unknown',
        why: `with every right granted it does not get through either: ${said(freed)}`,
      };
    return finding;
  });
}

/** What a trigger refuses to everyone is no proof of anything; what comes after the change is. */
function afterOnly({ after }: Triggers): Triggers {
  return { all: [], after };
}

function said(answer: Answer | undefined): string {
  return answer?.state == null ? 'no row is reached' : `${answer.state} ${answer.message ?? ''}`;
}

function ofView(judging: Judging, attempt: Attempt, answer: Answer, control: Answer | undefined): readonly Finding[] {
  if (control !== undefined && attempt.counts === 'done' && isOfConstraint(control))
    return findingsOf(attempt, answer, noTriggers);
  if (control === undefined || control.state !== null)
    return [{ rows: 'any', outcome: 'unknown', why: `not even the owner gets through: ${said(control)}` }];
  if (attempt.counts === 'done') return ofViewWrite(attempt, answer, control);
  const sizes = control.counts ?? [];
  const counted = attempt.counted.map(({ rows }, index) => ({ rows, size: sizes[index] ?? 0 }));
  const named = counted.filter(({ rows, size }) => rows !== 'any' && size > 0);
  const kept = named.length > 0 ? named : counted.filter(({ rows }) => rows === 'any');
  const empty = !(sizes[2] !== undefined && sizes[2] > 0);
  return findingsOf({ ...attempt, counted }, answer, noTriggers)
    .filter(({ rows }) => kept.some((each) => each.rows === rows))
    .map((finding): Finding => {
      if (!empty || finding.outcome !== 'none') return finding;
      return shownToAnyone(judging, attempt.object)
        ? finding
        : { rows: finding.rows, outcome: 'unknown', why: 'it shows no row to anyone' };
    });
}

/** The owner got as far as a constraint of the table below: whoever else does has passed the policies. */
function isOfConstraint({ state, context }: Answer): boolean {
  return state?.startsWith('23') === true && (context ?? '') === '';
}

function ofViewWrite(attempt: Attempt, answer: Answer, control: Answer): readonly Finding[] {
  const findings = findingsOf(attempt, answer, noTriggers);
  if ((control.count ?? 0) > 0) return findings;
  return findings.map((each): Finding =>
    each.outcome === 'none' ? { rows: each.rows, outcome: 'unknown', why: 'it shows no row to anyone' } : each,
  );
}

function shownToAnyone({ attempts, controls }: Judging, object: string): boolean {
  return attempts.some((each) => each.object === object && (controls.get(controlKey(each))?.counts?.[2] ?? 0) > 0);
}
