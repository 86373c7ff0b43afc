import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { systemClock } from '../../../src/core/clock.ts';
import { signerFromPem } from '../../../src/evidence/keys.ts';
import { findRun } from '../../../src/run/find-run.ts';
import { resumeRun } from '../../../src/run/resume/resume-run.ts';
import { runDirection } from '../../../src/run/run-direction.ts';
import { createVault } from '../../../src/services/dotenv/vault.ts';
import { countingCatalogue } from './catalogue.ts';
import { killPoint, type Killer } from './killer.ts';

/** What is to be done with `launch.md` of a workspace: run it, or go on with its newest run. */
export const orderSchema = z.strictObject({
  root: z.string(),
  url: z.string(),
  /** Of the environments' Postgres, without its password: that is in the vault. */
  database: z.string(),
  staging: z.string(),
  production: z.string(),
  /** Children outlive a run that is killed where there is none. */
  sandbox: z.boolean(),
  what: z.enum(['run', 'resume']),
  kill: killPoint.optional(),
});
export type Order = z.infer<typeof orderSchema>;

/** Whoever goes on with a killed run waits for so long: it has to be short, and longer than a busy machine keeps a timer waiting. */
const leaseMs = 1500;

/** Throws what the run throws. */
export async function carryOutOrder(order: Order, around: Killer['around']): Promise<void> {
  const { root, url, what, staging, production } = order;
  const settings = { kind: 'dotenv', folder: 'vault' } as const;
  const vault = createVault({ root, settings, environments: [staging, production] });
  const setup = {
    workspace: {
      root,
      config: {
        rehearse: [],
        environments: { [staging]: { production: false }, [production]: { production: true } },
        rehearsal: {},
      },
      settings: () => undefined,
    },
    catalogue: countingCatalogue(url, around),
    signer: signerFromPem('runner', readFileSync(join(root, 'runner.pem'), 'utf8')),
    clock: systemClock,
    watch: () => undefined,
    version: '0.0.0',
    childEnv: { PATH: process.env['PATH'] ?? '' },
    secrets: [],
    vault,
    vaults: [join(root, 'vault')],
    database: async () => ({ url: order.database, password: await vault.resolve('db_password') }),
    lock: { owner: 'somebody@test', leaseMs },
    ...(order.sandbox ? {} : { withoutSandbox: 'the test wants children that outlive their run' }),
  };
  if (what === 'run') await runDirection({ ...setup, file: 'launch.md', mode: 'live', selection: {} });
  else await resumeRun(setup, await findRun(root));
}
