import type { Incident, Mark, Said } from './incident.ts';
import type { Policy } from './policy.ts';

/** A result that is remembered; `gap` where there was no data. */
interface Seen {
  readonly mark: Mark | 'gap';
  readonly at: string;
  /** It belonged to an incident that is closed: it still counts as a flip, and opens nothing again. */
  readonly spent?: true;
}

/** What is remembered of one check. */
export interface Track {
  readonly recent: readonly Seen[];
  /** How many results in a row said nothing, and since when. */
  readonly silent?: { readonly count: number; readonly since: string };
  readonly trouble?: Incident;
  readonly noData?: Incident;
  /** What it said last. */
  readonly said?: Said;
  /** When the newest result that was looked at ended: what ended before that is older news of this check. */
  readonly seen?: string;
}

export const newTrack: Track = { recent: [] };

type Known = Seen & { readonly mark: Mark };

function isKnown(seen: Seen): seen is Known {
  return seen.mark !== 'gap';
}

/** With one more result, and no more of the old ones than the policy asks about. */
export function remembering({ recent }: Track, seen: Seen, { opens, flapping, closesAfter }: Policy): readonly Seen[] {
  if (seen.mark === 'gap' && recent.at(-1)?.mark === 'gap') return recent;
  const all = [...recent, seen];
  const most = Math.max(opens.of, flapping.of, flapping.calmAfter, closesAfter);
  const first = all.flatMap((each, index) => (isKnown(each) ? [index] : [])).at(-most) ?? 0;
  return all.slice(first);
}

/** How many of the last results in a row are up. A gap ends the row: it may hide anything. */
export function upsInARow(recent: readonly Seen[]): number {
  const last = recent.findLastIndex(({ mark }) => mark !== 'up');
  return recent.length - 1 - last;
}

/** The bad ones among the last that count for opening, oldest first. */
export function badOf(recent: readonly Seen[], { opens }: Policy): readonly Known[] {
  const fresh = recent.filter(isKnown).filter(({ spent }) => spent === undefined);
  return fresh.slice(-opens.of).filter(({ mark }) => mark !== 'up');
}

export function flipsOf(recent: readonly Seen[], { flapping }: Policy): number {
  const last = recent.filter(isKnown).slice(-flapping.of);
  return last.filter(({ mark }, index) => index > 0 && isUp(mark) !== isUp(last[index - 1]?.mark)).length;
}

/** Whether the last results agree, and so many that it flaps no longer. */
export function isSteady(recent: readonly Seen[], { flapping: { calmAfter } }: Policy): boolean {
  const last = recent.filter(isKnown).slice(-calmAfter);
  return last.length === calmAfter && last.every(({ mark }) => isUp(mark) === isUp(last[0]?.mark));
}

/** What comes before the last results is forgotten: it would count as flapping again. */
export function onlySteady(recent: readonly Seen[], { flapping: { calmAfter } }: Policy): readonly Seen[] {
  const first = recent.flatMap((each, index) => (isKnown(each) ? [index] : [])).at(-calmAfter) ?? 0;
  return recent.slice(first);
}

export function spent(recent: readonly Seen[]): readonly Seen[] {
  return recent.map((each) => ({ ...each, spent: true }));
}

/** The worst of all that is remembered, of closed incidents too. */
export function worstOf(recent: readonly Seen[]): 'down' | 'degraded' {
  return recent.some(({ mark }) => mark === 'down') ? 'down' : 'degraded';
}

function isUp(mark: Mark | undefined): boolean {
  return mark === 'up';
}
