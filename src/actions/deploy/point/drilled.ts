import { z } from 'zod';
import type { ActionContext } from '../../../core/action.ts';
import { readTextIfThere } from '../../../services/files/read.ts';

/** What the record of a drill says, as far as a way back rests on it. */
const record = z.object({
  format: z.literal('prestage.drill/1'),
  mode: z.string().optional(),
  verdict: z.string(),
  backup: z.string(),
  snapshotAt: z.iso.datetime(),
});

export type DrilledBackup = z.infer<typeof record>;

/**
 * Of the newest drill on record; undefined when there is none, it never came to a backup, or a live run finds one that does not
 * say that it was live: a rehearsal's backup is of an emulator.
 */
export async function newestDrill(
  { root, mode }: Pick<ActionContext, 'root' | 'mode'>,
  environment: string,
): Promise<DrilledBackup | undefined> {
  const text = await readTextIfThere(root, `artifacts/ops/backup/${environment}/latest.json`);
  if (text === undefined) return undefined;
  const read = record.safeParse(parsed(text));
  if (!read.success || (mode === 'live' && read.data.mode !== 'live')) return undefined;
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
