import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalogue } from '../core/action.ts';
import type { Clock } from '../core/clock.ts';
import type { Watch } from '../core/event.ts';
import { exitCodes } from '../core/exit-code.ts';
import { Failure } from '../core/failure.ts';
import type { Signer } from '../core/trust.ts';
import type { Vault } from '../core/vault.ts';
import type { Workspace } from '../core/workspace.ts';
import { vaultFolders } from '../config/vault.ts';
import { createRedactor } from '../evidence/redact.ts';
import type { FinishedRun } from '../run/carry-out.ts';
import { runDirection } from '../run/run-direction.ts';
import { compactTime } from '../run/run-id.ts';
import { isSelecting, type Selection } from '../run/selection.ts';
import { tickDirection } from '../run/ticks.ts';
import { trustFile } from '../run/trust.ts';
import { probeRoom } from '../services/files/probe-room.ts';
import { copyInto } from './copied.ts';
import { generateRehearsalKey } from './key.ts';
import { commitOurs } from './repository.ts';
import { foresee } from './stand-ins/foresee.ts';
import { standInRequests } from './stand-ins/requests.ts';
import type { AskedFault } from './stand-ins/fault.ts';
import type { ToldFault } from './stand-ins/told.ts';
import { throwAwayVault } from './vault.ts';
import { startWorld, type World } from './world.ts';

export interface RehearsalOptions {
  /** The workspace, which a rehearsal reads and never changes. */
  readonly workspace: Workspace;
  readonly load: (root: string) => Promise<Workspace>;
  /** The config's when empty. */
  readonly files: readonly string[];
  readonly selection: Selection;
  /** What goes wrong with the services. */
  readonly faults?: readonly AskedFault[];
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly watch: Watch;
  /** Told what happens before the first run begins, and while it waits; nobody is when absent. */
  readonly say?: (line: string) => void;
  readonly version: string;
  /** Our own environment: its PATH is handed on. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The Node that children run under. */
  readonly node: string;
  /** Stops it: what runs is ended, its reason comes back as the failure. */
  readonly signal?: AbortSignal;
}

export interface Rehearsal {
  /** `.prestage/rehearsals/<id>`, absolute. */
  readonly folder: string;
  /** The copy's root. */
  readonly root: string;
  readonly runs: readonly FinishedRun[];
  /** What was made to go wrong, and how often it did. */
  readonly faults: readonly ToldFault[];
  /** What kept the next direction from being run; the runs before it stand. */
  readonly failure?: Failure;
}

/**
 * Runs directions one after the other in one copy of the workspace, which stays for whoever wants to look. Where nothing
 * came to be run, nothing is left.
 */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  const { workspace, clock } = options;
  const files = options.files.length > 0 ? options.files : workspace.config.rehearse;
  if (files.length === 0) throw nothingToRehearse();
  if (files.length > 1 && isSelecting(options.selection)) throw selectionOfSeveral(files);
  await foresee(options.faults ?? [], await standInRequests(workspace));
  await assertRoom(workspace.root);
  const folder = await createFolder(workspace.root, `${compactTime(clock)}-${randomBytes(2).toString('hex')}`);
  let hasBegun = false;
  const watch: Watch = (event) => {
    hasBegun = true;
    options.watch(event);
  };
  try {
    return await rehearseIn(folder, files, { ...options, watch });
  } finally {
    if (!hasBegun) await rm(folder, { recursive: true, force: true });
  }
}

/** A copy and its evidence take less; what fills the disk half-way leaves worse words than this. Bytes. */
const roomWanted = 32 * 1024 * 1024;

async function assertRoom(root: string): Promise<void> {
  const problem = await probeRoom(root, '.prestage', roomWanted);
  if (problem !== undefined) throw new Failure(problem);
}

async function rehearseIn(folder: string, files: readonly string[], options: RehearsalOptions): Promise<Rehearsal> {
  const { workspace } = options;
  const { root, env, exec: copy } = await copyInto(folder, options, createRedactor([]));
  const signer = await generateRehearsalKey(root);
  await commitOurs(copy, trustFile);
  const copied = await options.load(root);
  const requests = await standInRequests(copied);
  const vault = await throwAwayVault(join(folder, 'vault'), copied, files, options.catalogue, requests);
  // The workspace's own vault as well: a copy is read from above.
  const vaults = [join(folder, 'vault'), ...vaultFolders(workspace)];
  const { faults = [], say = () => undefined } = options;
  const world = await startWorld({ workspace: copied, requests, vault, env: options.env, faults, say });
  try {
    const done = await runAll(options, copied, files, { env, signer, vault, vaults, world });
    return { folder, root, ...done, faults: world.faults() };
  } finally {
    await world.stop();
  }
}

interface Means {
  readonly env: Readonly<Record<string, string>>;
  readonly signer: Signer;
  readonly vault: Vault | undefined;
  readonly vaults: readonly string[];
  readonly world: World;
}

async function runAll(
  options: RehearsalOptions,
  workspace: Workspace,
  files: readonly string[],
  { env, signer, vault, vaults, world }: Means,
): Promise<Pick<Rehearsal, 'runs' | 'failure'>> {
  const { selection, catalogue, clock, watch, version, signal } = options;
  const runs: FinishedRun[] = [];
  for (const file of files) {
    try {
      const setup = {
        workspace,
        file,
        mode: 'rehearsal',
        selection,
        catalogue,
        signer,
        clock,
        watch,
        version,
        childEnv: env,
        secrets: [],
        vault,
        vaults,
        database: world.database,
        standIns: world.standIns,
        locate: world.locate,
        scratch: world.scratch,
        lock: { say: options.say },
        ...(signal === undefined ? {} : { signal }),
      } as const;
      const run = await runDirection(setup);
      runs.push(run);
      await tickDirection({ root: workspace.root, file, folder: run.folder, env });
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      return { runs, failure };
    }
  }
  return { runs };
}

async function createFolder(root: string, id: string): Promise<string> {
  const folder = join(root, '.prestage/rehearsals', id);
  await mkdir(folder, { recursive: true });
  await writeFile(join(root, '.prestage/.gitignore'), '*\n');
  return folder;
}

function nothingToRehearse(): Failure {
  return new Failure({
    code: 'rehearsal.no-direction',
    what: 'There is nothing to rehearse',
    why: 'no direction is named and the config has no `rehearse`',
    fix: 'Name a direction, `prestage rehearse FILE`, or list them in prestage.config.ts.',
  });
}

function selectionOfSeveral(files: readonly string[]): Failure {
  return new Failure(
    {
      code: 'rehearsal.selection-of-several',
      what: 'A selection of tasks goes with one direction',
      why: `${files.join(' and ')} would be rehearsed, and each numbers its own tasks`,
      fix: `Name the direction: \`prestage rehearse ${files.at(-1)} --only …\`.`,
    },
    exitCodes.usage,
  );
}
