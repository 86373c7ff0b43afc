import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../src/core/clock.ts';
import type { Signer } from '../../../src/core/trust.ts';
import { approve } from '../../../src/run/approval/approve.ts';
import { waitingTasks } from '../../../src/run/approval/pending.ts';
import { findRun } from '../../../src/run/find-run.ts';

/** A workspace, and whoever may approve in it. */
export interface Approving {
  readonly root: string;
  readonly lead: Signer;
}

/** Whether its newest run waits for an approval. */
export async function waits({ root }: Approving): Promise<boolean> {
  const found = await findRun(root).catch(() => undefined);
  return found !== undefined && (await waitingTasks(root, found.id)).length > 0;
}

/** Whoever may, approves each plan that waits and has no answer yet. Gives whether one did. */
export async function approveWhatWaits(world: Approving): Promise<boolean> {
  if (!(await waits(world))) return false;
  const { root, lead: signer } = world;
  const { id: run, folder } = await findRun(root);
  for (const task of await waitingTasks(root, run)) {
    const place = join(root, '.prestage/approvals', run, task);
    const there = readdirSync(place);
    // Cut between the folder and the request in it: whoever resumes asks again.
    if (there.includes('request.json') && !there.includes('approval.sigstore.json'))
      await approve({ root, folder, run, task, by: 'Lead', minutes: 60, signer, clock: systemClock, env: process.env });
  }
  return true;
}
