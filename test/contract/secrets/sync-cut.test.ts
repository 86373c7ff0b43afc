import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/core/action.ts';
import { secretsAudit } from '../../../src/actions/secrets/audit.ts';
import { secretsSync } from '../../../src/actions/secrets/sync.ts';
import { check, perform } from '../../../src/actions/testing/workspace.ts';
import { startWorld, type SecretsWorld } from './world.ts';

let world: SecretsWorld;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => world.stop());

const ledgerPath = 'artifacts/ops/secrets/ledger.jsonl';

/** Seconds apart: GitHub shows two writes of one second as one. */
async function sync(): ReturnType<typeof perform> {
  world.github.clock.change({ advanceMs: 2000 });
  return await perform(secretsSync, world.context('staging'), {});
}

async function audit() {
  return await check(secretsAudit, world.context('staging'), {});
}

function targets({ changes }: Plan): readonly string[] {
  return changes.map(({ kind, target }) => `${kind} ${target}`);
}

describe('a sync that was killed', () => {
  const name = 'PUBLER_API_KEY';
  const puts = (): number =>
    world.github.log.calls.filter(({ method, path }) => method === 'PUT' && path.endsWith(name)).length;

  /** As it is left by a kill right after the service had the value, or before it had. */
  async function forget(wasWritten: boolean): Promise<void> {
    const lines = (await readFile(join(world.root, ledgerPath), 'utf8')).split('\n');
    const own = (line: string) => line.includes('"github:hotdash/app/staging"') && line.includes(name);
    await writeFile(
      join(world.root, ledgerPath),
      lines.filter((line) => !(own(line) && line.includes('"set"'))).join('\n'),
    );
    if (!wasWritten) world.github.state.environments.get('staging')?.secrets.write(name, undefined, 0);
  }

  test('before the ledger knew of a value that had been written: it is written again, and its neighbours are not', async () => {
    await sync();
    await forget(true);
    expect(await audit()).toMatchObject({
      verdict: 'failed',
      reason: `Drifted: github:hotdash/app/staging ${name} is write-cut`,
      fix: expect.stringContaining('secrets sync'),
    });
    const again = await sync();
    expect([targets(again.plan), again.outcome.verdict, puts()]).toEqual([
      [`update github:hotdash/app/staging ${name}`],
      'verified',
      2,
    ]);
    expect((await audit()).verdict).toBe('verified');
  });

  test('before anything was written: it is written, once', async () => {
    await sync();
    await forget(false);
    const before = puts();
    const again = await sync();
    expect([targets(again.plan), again.outcome.verdict, puts() - before]).toEqual([
      [`create github:hotdash/app/staging ${name}`],
      'verified',
      1,
    ]);
  });
});
