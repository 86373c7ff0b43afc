import type { Locate } from '../core/place.ts';
import type { OpenScratch } from '../core/scratch.ts';
import type { StandIn, StandInRequest } from '../core/stand-in.ts';
import type { Vault } from '../core/vault.ts';
import type { Workspace } from '../core/workspace.ts';
import type { DatabaseOf } from '../run/lock/request.ts';
import { startDatabases } from './databases.ts';
import { scratchOf, scratchPlace } from './scratch.ts';
import { armAsked, type AskedFault } from './stand-ins/fault.ts';
import { toldFaults, type ToldFault } from './stand-ins/told.ts';
import { startStandIns } from './stand-ins/start.ts';

/** All that stands for the outside in a rehearsal. */
export interface World {
  readonly database: DatabaseOf;
  readonly scratch: OpenScratch;
  readonly locate: Locate;
  readonly standIns: readonly StandIn[];
  /** What was armed in them, and what it did by now. */
  readonly faults: () => readonly ToldFault[];
  stop(): Promise<void>;
}

export interface WorldOptions {
  /** The copy. */
  readonly workspace: Workspace;
  /** What is to stand for the services that the config names. */
  readonly requests: readonly StandInRequest[];
  readonly vault: Vault | undefined;
  /** Our own environment: its PATH. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly faults: readonly AskedFault[];
  readonly say: (line: string) => void;
}

/** Starts all of it, or nothing and throws the Failure of the first. */
export async function startWorld({ workspace, requests, vault, env, faults, say }: WorldOptions): Promise<World> {
  const place = scratchPlace(workspace, env);
  const databases = await startDatabases(workspace, vault, place, say);
  try {
    const others = await startStandIns(requests, vault, say);
    const stop = async (): Promise<void> => void (await Promise.all([databases.stop(), others.stop()]));
    try {
      for (const fault of faults) armAsked(fault, others.faultable);
    } catch (failure) {
      await others.stop();
      throw failure;
    }
    const standIns = [...databases.standIns, ...others.standing()];
    return {
      database: databases.database,
      scratch: scratchOf(place),
      locate: others.locate,
      standIns,
      faults: () => toldFaults(others.faultable),
      stop,
    };
  } catch (failure) {
    await databases.stop();
    throw failure;
  }
}
