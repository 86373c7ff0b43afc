import {
  act,
  newIncident,
  type Incident,
  type IncidentAction,
  type Mark,
  type Said,
  type Severity,
} from './incident.ts';
import type { Policy } from './policy.ts';
import { badOf, flipsOf, isSteady, onlySteady, remembering, spent, upsInARow, worstOf, type Track } from './track.ts';

/** One result of one check. */
export interface Observation {
  readonly environment: string;
  readonly check: string;
  readonly at: string;
  readonly said: Said;
}

export interface Observed {
  readonly track: Track;
  readonly actions: readonly IncidentAction[];
}

const marks = { pass: 'up', degraded: 'degraded', fail: 'down' } as const;

/** What one result does to a check, outside of maintenance. */
export function observe(track: Track, seen: Observation, policy: Policy): Observed {
  const { state } = seen.said;
  const heard = { ...track, said: seen.said };
  return state === 'unknown' ? observeSilence(heard, seen, policy) : observeMark(heard, marks[state], seen, policy);
}

function observeSilence(track: Track, seen: Observation, policy: Policy): Observed {
  const { at, said } = seen;
  const silent = { count: (track.silent?.count ?? 0) + 1, since: track.silent?.since ?? at };
  const next = { ...track, silent, recent: remembering(track, { mark: 'gap', at }, policy) };
  // While it is in trouble, that it says nothing is told with that: one incident a check, and no word against another.
  const isTold = track.noData !== undefined || track.trouble !== undefined;
  if (isTold || silent.count < policy.noDataAfter) return { track: next, actions: [] };
  const subject = { ...seen, kind: 'no-data' } as const;
  const opened = newIncident(subject, { severity: 'no-data', flapping: false, since: silent.since }, at);
  const action = act(opened, 'open', at, said);
  return { track: { ...next, noData: action.incident }, actions: [action] };
}

function observeMark(track: Track, mark: Mark, seen: Observation, policy: Policy): Observed {
  const { at, said } = seen;
  const { silent: _silent, noData, trouble, ...rest } = track;
  const heard = noData === undefined ? [] : [act(noData, 'close', at, said)];
  const recent = remembering(track, { mark, at }, policy);
  const { recent: kept, trouble: left, action } = judge({ recent, trouble, mark, seen, policy });
  return {
    track: { ...rest, recent: kept, ...(left === undefined ? {} : { trouble: left }) },
    actions: action === undefined ? heard : [...heard, action],
  };
}

interface Case {
  readonly recent: Track['recent'];
  readonly trouble: Incident | undefined;
  readonly mark: Mark;
  readonly seen: Observation;
  readonly policy: Policy;
}

interface Judged {
  readonly recent: Track['recent'];
  readonly trouble?: Incident | undefined;
  readonly action?: IncidentAction;
}

function judge(given: Case): Judged {
  const { recent, trouble, mark, policy } = given;
  if (trouble?.flapping === true) return whileFlapping(given, trouble);
  if (trouble === undefined && mark === 'up') return { recent };
  if (flipsOf(recent, policy) >= policy.flapping.flips) return beginToFlap(given);
  if (trouble === undefined) return whileUp(given);
  if (upsInARow(recent) >= policy.closesAfter) return closing(given, trouble);
  return whileOpen(given, trouble);
}

function whileUp(given: Case): Judged {
  const { recent, policy } = given;
  const bad = badOf(recent, policy);
  if (bad.length < policy.opens.fails) return { recent };
  return acting(given, 'open', opened(given, { severity: severityOf(given), flapping: false }));
}

function whileOpen(given: Case, trouble: Incident): Judged {
  const worse = trouble.severity === 'degraded' && severityOf(given) === 'down';
  return worse
    ? acting(given, 'escalate', { ...trouble, severity: 'down', reminders: 0 })
    : { recent: given.recent, trouble };
}

/** The one notice for all the flips that follow. */
function beginToFlap(given: Case): Judged {
  if (given.trouble === undefined)
    return acting(given, 'open', opened(given, { severity: worstOf(given.recent), flapping: true }));
  const severity = worst(given.trouble.severity, given.mark);
  return acting(given, 'flapping', { ...given.trouble, severity, flapping: true, reminders: 0 });
}

function whileFlapping(given: Case, trouble: Incident): Judged {
  const { recent, mark, policy } = given;
  const severity = worst(trouble.severity, mark);
  const calm = isSteady(recent, policy) && (mark !== 'up' || upsInARow(recent) >= policy.closesAfter);
  if (!calm) return { recent, trouble: { ...trouble, severity } };
  const steady = { ...given, recent: onlySteady(recent, policy) };
  const settled = { ...trouble, flapping: false };
  return mark === 'up' ? closing(steady, settled) : acting(steady, 'steady', { ...settled, severity, reminders: 0 });
}

function closing({ recent, seen }: Case, trouble: Incident): Judged {
  return { recent: spent(recent), action: act(trouble, 'close', seen.at, seen.said) };
}

function acting({ recent, seen }: Case, kind: IncidentAction['kind'], incident: Incident): Judged {
  const action = act(incident, kind, seen.at, seen.said);
  return { recent, trouble: action.incident, action };
}

function opened(given: Case, more: Pick<Incident, 'severity' | 'flapping'>): Incident {
  const { recent, seen, policy } = given;
  const since = badOf(recent, policy)[0]?.at ?? seen.at;
  return newIncident({ ...seen, kind: 'trouble' }, { ...more, since }, seen.at);
}

/** Down when enough of the last results are, not one of them; degraded otherwise. */
function severityOf({ recent, policy }: Case): Severity {
  const down = badOf(recent, policy).filter(({ mark }) => mark === 'down');
  return down.length >= policy.opens.fails ? 'down' : 'degraded';
}

function worst(severity: Severity, mark: Mark): Severity {
  return mark === 'down' ? 'down' : severity;
}
