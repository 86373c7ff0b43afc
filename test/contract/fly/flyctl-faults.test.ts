import { afterEach, expect, test } from 'vitest';
import { fly } from '../../../src/emulators/fly/emulator.ts';
import { namedFault } from '../../../src/emulators/kit/fault/read-fault.ts';
import { callFlyctl, hasFlyctl } from './flyctl/flyctl.ts';
import { deploy } from './flyctl/scenarios.ts';
import { outcomeOf, startFly, type Running } from './flyctl/world.ts';

let on: Running | undefined;
afterEach(async () => on?.stop());

/** What flyctl makes of a fault: its exit code, what it says, and what the app has come to. */
test.skipIf(!hasFlyctl).each([
  // It looks at nothing, or at the machine's state alone, and is content.
  ['crash-loop', 'immediate', 0, 'update succeeded', 'complete', /^(?:starting|stopped|started) v2$/u],
  ['update-reverted', 'rolling', 0, 'update succeeded', 'complete', /^started v1$/u],
  // It sees it, and leaves the app as it is.
  ['check-never-passes', 'rolling', 1, 'timeout reached waiting for health checks', 'failed', /^started v[12]$/u],
  ['release-command-fails', 'rolling', 1, 'release command failed', 'failed', /^started v1$/u],
  ['machine-never-starts', 'rolling', 1, 'timeout', 'failed', /^(?:starting v2|started v1)$/u],
  ['machines-down', 'rolling', 1, 'internal error', 'failed', /^started v1$/u],
  ['image-gone', 'rolling', 1, 'image', 'complete', /^started v1$/u],
  ['token-cannot-deploy', 'rolling', 1, 'not permitted by token', 'complete', /^started v1$/u],
  ['app-not-found', 'rolling', 1, 'not', 'complete', /^started v1$/u],
] as const)(
  'needs flyctl: %s, deployed with %s, is exit %d',
  async (fault, strategy, exitCode, says, status, machines) => {
    on = await startFly();
    on.faults.arm(namedFault(fault, fly.catalogue));
    const config = fault === 'release-command-fails' ? 'release-command.toml' : 'fly.toml';
    const args = [...deploy, '--strategy', strategy, '--wait-timeout', '8s', '--config', config];
    const [said] = await callFlyctl(on.urls['fly'] ?? '', [{ args }]);
    expect({ exitCode: said?.exitCode, text: `${said?.stdout}\n${said?.stderr}` }).toEqual({
      exitCode,
      text: expect.stringContaining(says),
    });
    on.faults.clear();
    const outcome = await outcomeOf(on);
    expect(outcome.release).toContain(status);
    for (const machine of outcome.machines) expect(machine).toMatch(machines);
  },
  120_000,
);
