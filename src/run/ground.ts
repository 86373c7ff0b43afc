import type { Exec } from '../core/command.ts';
import type { FailureData } from '../core/failure.ts';
import type { Finding } from '../core/order.ts';
import { createExec } from '../services/process/exec.ts';
import { findProgram } from '../services/process/find-program.ts';
import { runVariable } from '../services/process/survivors.ts';
import { createCapture, type Capture } from './capture.ts';
import type { Locks } from './lock/locks.ts';
import { preflight } from './preflight.ts';
import { prepare, type Prepared } from './prepare.ts';
import { knownSecrets } from './secrets/known.ts';
import type { RunSetup } from './setup.ts';

/** What a run stands on before anything has changed. */
export interface Ground {
  readonly prepared: Prepared;
  readonly exec: Exec;
  readonly capture: Capture;
}

/** Nothing has changed yet, and nobody else changes what the run will change. */
export interface LockedGround extends Ground {
  readonly locks: Locks;
}

export interface Groundwork {
  /** Whether evidence will be written: only then is the room for it tried. */
  readonly willWrite?: boolean;
  /** May refuse the direction that was read, before anything is said of what it needs. */
  readonly accept?: ((prepared: Prepared) => void) | undefined;
  /** What is missing already, such as the key to sign with: nothing goes on with it, and the rest is named beside it. */
  readonly found?: readonly FailureData[];
}

/** Reads the direction and looks whether all that it needs is there. Throws Failure; leaves no trace. */
export async function layGround(
  setup: Omit<RunSetup, 'signer'>,
  run: string,
  { willWrite = true, accept, found = [] }: Groundwork = {},
): Promise<Ground> {
  const known = await knownSecrets(setup.vault);
  const capture = createCapture([...setup.secrets, ...known.secrets]);
  try {
    return await lay(setup, run, { willWrite, accept, found }, capture, known.findings);
  } catch (error) {
    throw capture.error(error);
  }
}

async function lay(
  setup: Omit<RunSetup, 'signer'>,
  run: string,
  { willWrite, accept, found }: Groundwork & Required<Pick<Groundwork, 'willWrite' | 'found'>>,
  capture: Capture,
  warnings: readonly Finding[],
): Promise<Ground> {
  const { workspace, clock, catalogue, childEnv, vault } = setup;
  const { redactor } = capture;
  const exec = createExec({ root: workspace.root, env: { ...childEnv, [runVariable]: run }, redactor, clock });
  const hasTool = (name: string): boolean => findProgram(name, childEnv) !== undefined;
  const prepared = await prepare(workspace.root, setup.file, catalogue, hasTool);
  accept?.(prepared);
  const secrets = { vault, settings: (area: string) => workspace.settings(area) };
  const databases = {
    root: workspace.root,
    database: setup.database,
    // In a rehearsal they have just been started; a break-glass says that one is down.
    areTried: setup.mode === 'live' && setup.lock?.without === undefined,
  };
  await preflight({
    root: workspace.root,
    prepared,
    catalogue,
    exec,
    hasTool,
    willWrite,
    secrets,
    databases,
    redactor,
    found,
  });
  return { prepared: { ...prepared, findings: [...prepared.findings, ...warnings] }, exec, capture };
}
