import pLimit from 'p-limit';
import type { ActionContext } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import { holdMachines } from '../../../services/fly/machines/hold.ts';
import type { Lease } from '../../../services/fly/machines/lease.ts';
import { isAtRest, type Machine } from '../../../services/fly/machines/machine.ts';
import { updateMachine } from '../../../services/fly/machines/update.ts';
import type { NewRelease } from '../../../services/fly/releases/record.ts';
import type { AppState } from '../look/app.ts';
import type { Standing } from '../look/judge-machine.ts';
import type { FlyPlace } from '../place.ts';
import { deadlineFrom } from './deadline.ts';
import { closeRelease, openRelease } from './release.ts';
import { stamped, type Target } from './target.ts';
import { watchMachine } from './watch.ts';

export interface Moved {
  readonly release: NewRelease;
  /** By the machines' ids. */
  readonly standings: ReadonlyMap<string, Standing>;
}

export interface MoveOptions {
  /** What the lease and the lines of progress say: `promotion`, `rollback`. */
  readonly purpose: string;
  /** How long a machine has to stay well before it counts: an image that has run before needs none. */
  readonly steadySeconds: number;
}

/** So many machines at once. */
const atOnce = 16;

/**
 * Brings every machine to the target under one release, by the API: recorded, leased, updated, watched until it is well, recorded.
 * No release command is run. The first that does not become well stops the rest, which stay on what they have: what is to be done
 * then is the caller's. Throws the client's Failures after the record and the leases are settled.
 */
export async function moveApp(
  context: ActionContext,
  place: FlyPlace,
  { machines, releases }: AppState,
  target: Target,
  options: MoveOptions,
): Promise<Moved> {
  const { app, fly } = place;
  const ids = machines.map(({ id }) => id);
  const description = `prestage ${options.purpose}`;
  return holdMachines(fly, app, { ids, description }, async (leases) => {
    const release = await openRelease(place, releases, target, context.say);
    context.say(`${app}: ${options.purpose}, as release ${release.version}`);
    // What others held was waited for: the machines have the whole time.
    const deadline = deadlineFrom(context, place);
    let end: 'complete' | 'failed' = 'failed';
    try {
      const standings = await inWaves({ context, place, target, release, leases, options, deadline }, machines);
      if ([...standings.values()].every(isThere) && standings.size === machines.length) end = 'complete';
      return { release, standings };
    } finally {
      await closeRelease(place, release, end, context.say);
    }
  });
}

function isThere({ kind }: Standing): boolean {
  return kind === 'well' || kind === 'idle';
}

interface Course {
  readonly context: ActionContext;
  readonly place: FlyPlace;
  readonly target: Target;
  readonly release: NewRelease;
  readonly leases: ReadonlyMap<string, Lease>;
  readonly options: MoveOptions;
  /** Milliseconds since 1970. */
  readonly deadline: number;
}

async function inWaves(course: Course, machines: readonly Machine[]): Promise<ReadonlyMap<string, Standing>> {
  const stop = new AbortController();
  const standings = new Map<string, Standing>();
  const failures: Error[] = [];
  for (const wave of wavesOf(machines, course.target)) {
    const limit = pLimit(atOnce);
    const going = wave.map(async (machine) =>
      limit(async () => {
        try {
          const standing = await moveMachine(course, machine, stop.signal);
          standings.set(machine.id, standing);
          if (!isThere(standing)) stop.abort();
        } catch (error) {
          failures.push(error instanceof Error ? error : new Error(String(error)));
          stop.abort();
        }
      }),
    );
    await Promise.all(going);
    if (stop.signal.aborted) break;
  }
  // A fault of ours is told before what Fly refused.
  const [failure] = failures.toSorted((a, b) => Number(a instanceof Failure) - Number(b instanceof Failure));
  if (failure !== undefined) throw failure;
  return standings;
}

/** `immediate`: all at once. Else the first alone, then all others: what breaks one breaks no more. */
function wavesOf(machines: readonly Machine[], { strategy }: Target): readonly (readonly Machine[])[] {
  if (strategy === 'immediate' || machines.length < 2) return [machines];
  const first = machines.find(({ state }) => state === 'started') ?? machines[0];
  return [machines.filter((each) => each === first), machines.filter((each) => each !== first)];
}

async function moveMachine(course: Course, machine: Machine, stop: AbortSignal): Promise<Standing> {
  const { place, target, release, leases, options, context } = course;
  const { fly, app } = place;
  const lease = leases.get(machine.id);
  const config = target.configs.get(machine.id);
  if (lease === undefined || config === undefined) throw new Error(`machine ${machine.id} is in no plan`);
  if (stop.aborted) return { kind: 'coming', why: 'it was not begun, since another machine did not become well' };
  const isStopped = isAtRest(machine);
  const isUntouched = target.there?.get(machine.id) === machine.version;
  const isMoved = isUntouched || (machine.digest === target.digest && machine.release === release.id);
  const { version } = isMoved
    ? machine
    : await updateMachine(fly, app, {
        lease,
        config: stamped(config, target.image, release),
        from: machine.version,
        isStopped,
      });
  const own = isUntouched ? {} : { release: release.id };
  const wanted = { digest: target.digest, version, ...own, mayBeStopped: isStopped };
  const standing = await watchMachine(place, machine.id, wanted, {
    clock: context.clock,
    deadline: course.deadline,
    stop,
    steadySeconds: options.steadySeconds,
  });
  context.say(`${machine.id}: ${wordsOf(standing)}`);
  return standing;
}

export function wordsOf(standing: Standing): string {
  return 'why' in standing ? standing.why : standing.kind;
}
