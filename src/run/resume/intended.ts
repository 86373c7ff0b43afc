import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ActionPlanned } from '../../evidence/progress.ts';

const keptPlan = z.object({ changes: z.array(z.object({ target: z.string() })) });

/** What a run had planned to change before it was cut, by the plans that it kept: what its way back may touch. */
export async function intendedIn(folder: string, planned: readonly ActionPlanned[]): Promise<Set<string>> {
  const targets = await Promise.all(planned.map(({ kept }) => plannedTargets(join(folder, kept.path))));
  return new Set(targets.flat());
}

/** `path` is a kept plan's, absolute. */
export async function plannedTargets(path: string): Promise<readonly string[]> {
  const plan = keptPlan.safeParse(JSON.parse(await readFile(path, 'utf8').catch(() => 'null')));
  return plan.data?.changes.map(({ target }) => target) ?? [];
}
