import { z } from 'zod';
import { readTextIfThere } from '../../../services/files/read.ts';

/** What the record of a drill says, as far as a way back rests on it. */
const record = z.object({
  format: z.literal('prestage.drill/1'),
  verdict: z.string(),
  backup: z.string(),
  snapshotAt: z.iso.datetime(),
});

export type DrilledBackup = z.infer<typeof record>;

/** Of the newest drill on record; undefined when there is none, or it never came to a backup. */
export async function newestDrill(root: string, environment: string): Promise<DrilledBackup | undefined> {
  const text = await readTextIfThere(root, `artifacts/ops/backup/${environment}/latest.json`);
  if (text === undefined) return undefined;
  const read = record.safeParse(parsed(text));
  return read.success ? read.data : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
