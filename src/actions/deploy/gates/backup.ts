import { milliseconds } from '../../notify/duration.ts';
import { newestDrill } from '../point/drilled.ts';
import { commandLine } from '../../command-line.ts';
import type { Gate } from './gate.ts';

/** By how much two machines' clocks may differ. */
const skewMs = 5 * 60_000;

/** A backup counts once it was restored: so the newest drill's is asked for its age. */
export const backupGate: Gate = async ({ context, place: { environment, settings } }) => {
  const fix = `Take one and restore it: ${commandLine({ environment }, 'backup', 'create', '--apply')}, then ${commandLine({ environment }, 'backup', 'drill')}.`;
  const drill = await newestDrill(context, environment);
  if (drill === undefined)
    return { verdict: 'unknown', why: `no drill of a backup of ${environment} is on record`, fix };
  const { backup, snapshotAt, verdict } = drill;
  if (verdict !== 'verified')
    return { verdict: 'failed', why: `the newest drill, of ${backup}, came to ${verdict}`, fix };
  const age = context.clock.now().getTime() - Date.parse(snapshotAt);
  const words = `the newest drilled backup, ${backup}, is of ${snapshotAt}`;
  if (age < -skewMs) return { verdict: 'unknown', why: `${words}, a day to come: a clock is wrong`, fix };
  if (age > milliseconds(settings.backupAge))
    return { verdict: 'failed', why: `${words}: older than ${settings.backupAge}`, fix };
  return { verdict: 'verified', why: words };
};
