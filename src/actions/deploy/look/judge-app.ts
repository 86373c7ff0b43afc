import { hasChecks } from '../../../services/fly/machines/machine.ts';
import { isOpen } from '../move/release.ts';
import type { AppState } from './app.ts';
import { shortDigest } from './digest.ts';
import { judgeMachine } from './judge-machine.ts';
import type { Probed } from './probe.ts';

/** What the app is to be, as far as anybody can see it from outside. */
export interface WantedApp {
  readonly digest: string;
  /** Machines that are to be there, by id, and whether each may be stopped. */
  readonly machines: readonly { readonly id: string; readonly mayBeStopped: boolean }[];
  /** The release's record is to be newer than this one. */
  readonly newerThan: number;
  /** Whether the probe told of a release before: its silence is the new one's then. */
  readonly answeredBefore: boolean;
}

export interface Judgement {
  readonly verdict: 'verified' | 'failed' | 'unknown';
  readonly reasons: readonly string[];
  /** Machines that run the wanted image well. */
  readonly well: number;
}

/** Every machine, the newest record and the probe: all of it must be right, and none of it unknown. */
export function judgeApp(state: AppState, wanted: WantedApp, probed: Probed): Judgement {
  const wrong: string[] = [];
  const unknown: string[] = [];
  let well = 0;
  for (const machine of state.machines) {
    const mayBeStopped = wanted.machines.find(({ id }) => id === machine.id)?.mayBeStopped ?? false;
    const standing = judgeMachine(machine, { digest: wanted.digest, mayBeStopped });
    if (standing.kind === 'well') well += 1;
    else if (standing.kind === 'unseen') unknown.push(`machine ${machine.id}: ${standing.why}`);
    else if (standing.kind === 'idle') continue;
    else wrong.push(`machine ${machine.id}: ${standing.why}`);
  }
  const there = new Set(state.machines.map(({ id }) => id));
  for (const { id } of wanted.machines) if (!there.has(id)) wrong.push(`machine ${id} is not there any more`);
  wrong.push(...wrongInRecord(state, wanted));
  unknown.push(...openRecord(state));
  if (probed.kind === 'other') wrong.push(probed.why);
  if (probed.kind === 'silent') (wanted.answeredBefore ? wrong : unknown).push(probed.why);
  if (probed.kind === 'none')
    unknown.push('no probe is configured, so that nothing outside has told which release answers');
  if (well === 0 && wrong.length === 0) unknown.push('all machines are stopped, so that nothing has run this image');
  if (!state.machines.some(hasChecks))
    unknown.push('no machine has a health check, so that started is all that is known');
  if (wrong.length > 0) return { verdict: 'failed', reasons: [...wrong, ...unknown], well };
  return { verdict: unknown.length > 0 ? 'unknown' : 'verified', reasons: unknown, well };
}

function wrongInRecord({ releases: [newest] }: AppState, { digest, newerThan }: WantedApp): readonly string[] {
  if (newest === undefined) return ['Fly has no record of a release'];
  const name = `the newest release, ${newest.version},`;
  if (newest.version <= newerThan) return [`${name} is not newer than what was there before`];
  if (newest.status !== 'complete' && !isOpen(newest)) return [`${name} is ${newest.status}`];
  // Fly does not always tell the digest of what was given by its tag.
  if (newest.digest !== '' && newest.digest !== digest) return [`${name} is of ${shortDigest(newest.digest)}`];
  return [];
}

/** What runs is right, and the record's end could not be written: nothing to go back for. */
function openRecord({ releases: [newest] }: AppState): readonly string[] {
  if (newest === undefined || !isOpen(newest)) return [];
  return [`Fly's record of release ${newest.version} is still ${newest.status}: do it again, which ends it`];
}
