import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActionContext } from '../../../core/action.ts';
import type { NotifySettings } from '../settings.ts';

/** A folder that is gone when the work is done: no state and no record of the workspace is touched. */
export async function inScratch<Result>(work: (root: string) => Promise<Result>): Promise<Result> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'prestage-drill-')));
  try {
    return await work(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/**
 * The action's own context, moved into that folder. It says of itself that it is a rehearsal, whatever the mode, since nothing of
 * what it tells has happened. Where no section `health` can be read, the made-up check is not withdrawn for being in none.
 */
export function movedTo(root: string, context: ActionContext, settings: NotifySettings, now: Date): ActionContext {
  const { run: _run, ...rest } = context;
  return {
    ...rest,
    root,
    mode: 'rehearsal',
    clock: { ...context.clock, now: () => now },
    settings: (area) => (area === 'notify' ? settings : area === 'health' ? undefined : context.settings(area)),
  };
}
