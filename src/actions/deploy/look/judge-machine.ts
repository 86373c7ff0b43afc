import { hasChecks, type Machine, type MachineEvent } from '../../../services/fly/machines/machine.ts';
import { shortDigest } from './digest.ts';

/** What a machine is to be. */
export interface WantedMachine {
  readonly digest: string;
  /** The version that the update made; known to whoever made it. */
  readonly version?: string;
  /** The release that it is to say it is of. */
  readonly release?: string;
  /** It was stopped before, and stays so. */
  readonly mayBeStopped: boolean;
}

/**
 * `well`: on the wanted version and image, started, all checks passing. `idle`: the same, but stopped, so that nothing has run
 * it. `coming`: may still become well. `broken` and `elsewhere` do not become well by themselves. `unseen`: nobody can say.
 */
export type Standing =
  | { readonly kind: 'well' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'coming' | 'broken' | 'elsewhere' | 'unseen'; readonly why: string };

export function judgeMachine(machine: Machine, wanted: WantedMachine): Standing {
  if (!machine.isReachable) return { kind: 'unseen', why: `its host in ${machine.region} cannot be reached` };
  return notThere(machine, wanted) ?? crashed(machine) ?? byState(machine, wanted);
}

/** Fly gives an update up now and then and sets the machine back: it is started, on what it had. */
function notThere({ version, digest, release }: Machine, wanted: WantedMachine): Standing | undefined {
  if (digest !== wanted.digest) {
    const how = wanted.version !== undefined && version !== wanted.version ? 'was set back to' : 'runs';
    return { kind: 'elsewhere', why: `it ${how} ${shortDigest(digest)}, and not ${shortDigest(wanted.digest)}` };
  }
  if (wanted.version !== undefined && version !== wanted.version)
    return { kind: 'elsewhere', why: 'somebody has changed it since: its version is neither the old one nor ours' };
  if (wanted.release !== undefined && release !== wanted.release)
    return { kind: 'elsewhere', why: 'it has the image, and is of another release' };
  return undefined;
}

const startOfVersion: ReadonlySet<string> = new Set(['launch', 'update']);

/** What happened since it got the version that it has, newest first. */
function ownEvents({ events }: Machine): readonly MachineEvent[] {
  const since = events.findIndex(({ type }) => startOfVersion.has(type));
  return since === -1 ? events : events.slice(0, since);
}

/** Once may be a database that was not there yet; twice is a loop. */
function crashed(machine: Machine): Standing | undefined {
  const exits = ownEvents(machine).flatMap(({ exit }) => (exit === undefined || exit.isAsked ? [] : [exit]));
  const failed = exits.filter(({ code, isOutOfMemory }) => code !== 0 || isOutOfMemory);
  const [last] = failed;
  if (last === undefined || (failed.length < 2 && last.restarts < 2)) return undefined;
  const how = last.isOutOfMemory ? 'was killed for want of memory' : `ended with exit code ${last.code}`;
  return { kind: 'broken', why: `it crashes again and again: its program ${how}` };
}

const onTheWay: ReadonlySet<string> = new Set([
  'created',
  'creating',
  'starting',
  'restarting',
  'updating',
  'replacing',
  'stopping',
  'suspending',
]);

function byState(machine: Machine, { mayBeStopped }: WantedMachine): Standing {
  const { state } = machine;
  if (state === 'started') return byChecks(machine);
  if (state === 'stopped' || state === 'suspended') return stopped(machine, mayBeStopped);
  if (onTheWay.has(state)) return { kind: 'coming', why: `it is ${state}` };
  return { kind: 'broken', why: `it is ${state}` };
}

function stopped(machine: Machine, mayBeStopped: boolean): Standing {
  const exit = ownEvents(machine).find((event) => event.exit !== undefined)?.exit;
  if (exit !== undefined && !exit.isAsked && exit.code !== 0)
    return { kind: 'broken', why: `it has stopped: its program ended with exit code ${exit.code}` };
  // Fly stops what nobody asks for anything.
  if (mayBeStopped || exit?.isAsked === true) return { kind: 'idle' };
  return { kind: 'coming', why: `it is ${machine.state}` };
}

/** A check that has not run yet says nothing; one that fails may be within its grace period. */
function byChecks(machine: Machine): Standing {
  if (!hasChecks(machine)) return { kind: 'well' };
  if (machine.checks.length === 0) return { kind: 'coming', why: 'none of its checks has run yet' };
  const bad = machine.checks.filter(({ status }) => status !== 'passing');
  if (bad.length === 0) return { kind: 'well' };
  return { kind: 'coming', why: bad.map(({ name, status }) => `its check ${name} is ${status}`).join('; ') };
}
