import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../core/clock.ts';
import type { RunEvent } from '../../core/event.ts';
import { generateKey } from '../../evidence/keys.ts';
import { renderTrustRoot } from '../../evidence/trust-root.ts';
import type { FinishedRun } from '../carry-out.ts';
import { runDirection } from '../run-direction.ts';
import type { RunSetup } from '../setup.ts';
import { testCatalogue } from './catalogue.ts';
import type { TestWorkspace } from './workspace.ts';

/** Runs a direction of a test workspace live, signed by a key that the workspace trusts. */
export async function start(
  workspace: TestWorkspace,
  more: Partial<RunSetup> = {},
): Promise<FinishedRun & { events: RunEvent[] }> {
  const { signer, trusted } = generateKey('runner', ['run']);
  writeFileSync(join(workspace.root, 'prestage.keys'), renderTrustRoot({ keys: [trusted] }));
  if (existsSync(join(workspace.root, '.git'))) workspace.commit('prestage.keys');
  const events: RunEvent[] = [];
  const run = await runDirection({
    workspace,
    file: 'launch.md',
    mode: 'live',
    selection: {},
    catalogue: testCatalogue,
    signer,
    clock: systemClock,
    watch: (event) => events.push(event),
    version: '0.0.0',
    childEnv: { PATH: process.env['PATH'] ?? '' },
    secrets: [],
    ...more,
  });
  return { ...run, events };
}
