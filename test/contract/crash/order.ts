import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { systemClock } from '../../../src/core/clock.ts';
import { signerFromPem } from '../../../src/evidence/keys.ts';
import { findRun } from '../../../src/run/find-run.ts';
import { resumeRun } from '../../../src/run/resume/resume-run.ts';
import { runDirection } from '../../../src/run/run-direction.ts';
import { countingCatalogue } from './catalogue.ts';
import { killPoint, type Killer } from './killer.ts';

/** What is to be done with `launch.md` of a workspace: run it, or go on with its newest run. */
export const orderSchema = z.strictObject({
  root: z.string(),
  url: z.string(),
  what: z.enum(['run', 'resume']),
  kill: killPoint.optional(),
});
export type Order = z.infer<typeof orderSchema>;

/** Throws what the run throws. */
export async function carryOutOrder({ root, url, what }: Order, around: Killer['around']): Promise<void> {
  const setup = {
    workspace: {
      root,
      config: {
        rehearse: [],
        environments: { staging: { production: false }, production: { production: true } },
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
  };
  if (what === 'run') await runDirection({ ...setup, file: 'launch.md', mode: 'live', selection: {} });
  else await resumeRun(setup, await findRun(root));
}
