import type { Catalogue, Mode } from '../core/action.ts';
import type { Clock } from '../core/clock.ts';
import type { Watch } from '../core/event.ts';
import type { Secret } from '../core/secret.ts';
import type { Signer } from '../core/trust.ts';
import type { StandIn } from '../core/stand-in.ts';
import type { Vault } from '../core/vault.ts';
import type { Workspace } from '../core/workspace.ts';
import type { Locate } from '../core/place.ts';
import type { OpenScratch } from '../core/scratch.ts';
import type { DatabaseOf, LockOptions } from './lock/request.ts';
import type { Selection } from './selection.ts';

/** What a run is started with. */
export interface RunSetup {
  readonly workspace: Workspace;
  /** The direction's path in the workspace. */
  readonly file: string;
  readonly mode: Mode;
  readonly selection: Selection;
  readonly catalogue: Catalogue;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly watch: Watch;
  /** Prestage's own version. */
  readonly version: string;
  /** The whole environment of children; nothing else reaches them. */
  readonly childEnv: Readonly<Record<string, string>>;
  /** Values that are taken out of everything that is kept or shown. */
  readonly secrets: readonly Secret[];
  /** Where credentials come from; all that it holds is taken out likewise. Absent when the config names none. */
  readonly vault?: Vault | undefined;
  /** Folders with credentials, absolute: children do not see what is in them where a sandbox works. */
  readonly vaults?: readonly string[] | undefined;
  /** Where an environment's Postgres is, which keeps its lock; no environment has one when absent. */
  readonly database?: DatabaseOf | undefined;
  readonly lock?: LockOptions | undefined;
  /** Of a rehearsal: what stands for the services of its environments. */
  readonly standIns?: readonly StandIn[] | undefined;
  /** Opens throw-away databases; actions get none when absent. */
  readonly scratch?: OpenScratch | undefined;
  /** Of a rehearsal: where the emulators stand for what the config names by URL; everything is where it says when absent. */
  readonly locate?: Locate | undefined;
  /** Stops the run: what it runs is ended, and nothing after it is journaled. Its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** Why children get no sandbox even where one works: it is said in the account. */
  readonly withoutSandbox?: string | undefined;
}
