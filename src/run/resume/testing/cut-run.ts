import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../core/clock.ts';
import type { RunEvent } from '../../../core/event.ts';
import { generateKey, signerFromPem } from '../../../evidence/keys.ts';
import { renderTrustRoot } from '../../../evidence/trust-root.ts';
import type { FinishedRun } from '../../carry-out.ts';
import { findRun } from '../../find-run.ts';
import { runDirection } from '../../run-direction.ts';
import type { RunSetup } from '../../setup.ts';
import { testCatalogue } from '../../testing/catalogue.ts';
import type { TestWorkspace } from '../../testing/workspace.ts';
import { resumeRun } from '../resume-run.ts';

type More = Partial<Omit<RunSetup, 'workspace' | 'watch'>>;

/** The run of a workspace ends right after the event that `at` names, as if its process had been killed there. */
export async function cutRun(workspace: TestWorkspace, at: (event: RunEvent) => boolean, more: More = {}) {
  const watch = (event: RunEvent): void => {
    if (at(event)) throw new Cut();
  };
  const end = await runDirection({ ...setupOf(workspace), ...more, watch }).catch((error: unknown) => error);
  if (!(end instanceof Cut)) throw new Error('it was not cut', { cause: end });
  return findRun(workspace.root);
}

/** A run that nobody cuts. */
export async function wholeRun(workspace: TestWorkspace, more: More = {}): Promise<FinishedRun> {
  return runDirection({ ...setupOf(workspace), ...more, watch: () => undefined });
}

/** Goes on with the newest run of a workspace. */
export async function resume(workspace: TestWorkspace, more: More = {}): Promise<FinishedRun & { events: RunEvent[] }> {
  const events: RunEvent[] = [];
  const setup = { ...setupOf(workspace), ...more, watch: (event: RunEvent) => void events.push(event) };
  return { ...(await resumeRun(setup, await findRun(workspace.root))), events };
}

class Cut extends Error {}

function setupOf(workspace: TestWorkspace): Omit<RunSetup, 'watch'> {
  return {
    workspace,
    file: 'launch.md',
    mode: 'live',
    selection: {},
    catalogue: testCatalogue,
    signer: signerOf(workspace),
    clock: systemClock,
    version: '0.0.0',
    childEnv: { PATH: process.env['PATH'] ?? '' },
    secrets: [],
  };
}

/** One key a workspace, as a runner has it. */
function signerOf(workspace: TestWorkspace) {
  const { root } = workspace;
  const path = join(root, '.git/runner.pem');
  if (!existsSync(path)) {
    const { trusted, privatePem } = generateKey('runner', ['run', 'rehearse']);
    writeFileSync(path, privatePem);
    writeFileSync(join(root, 'prestage.keys'), renderTrustRoot({ keys: [trusted] }));
    workspace.commit('prestage.keys');
  }
  return signerFromPem('runner', readFileSync(path, 'utf8'));
}
