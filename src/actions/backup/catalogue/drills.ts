import { z } from 'zod';
import { digestOf } from '../../../services/files/digest.ts';
import { readTextIfThere } from '../../../services/files/read.ts';
import { momentOf } from '../../report/records.ts';

/** One drill of a backup, as its record has it. A type, not an interface: it goes into facts. */
export type PastDrill = {
  /** ISO 8601 */
  readonly at: string;
  readonly backup: string;
  readonly verdict: string;
  /** In the workspace. */
  readonly record: string;
};

const line = z.looseObject({ file: z.string(), sha256: z.string(), verdict: z.string(), backup: z.string() });

/** Of an environment, the newest first. One whose record is not there as it was written is none. */
export async function pastDrills(root: string, environment: string): Promise<readonly PastDrill[]> {
  const folder = `artifacts/ops/backup/${environment}`;
  const index = (await readTextIfThere(root, `${folder}/index.jsonl`)) ?? '';
  const lines = index.split('\n').flatMap((text) => line.safeParse(jsonIn(text)).data ?? []);
  const drills = lines.map(async ({ file, sha256, verdict, backup }): Promise<readonly PastDrill[]> => {
    const [at, record] = [momentOf(file), `${folder}/${file}`];
    if (at === undefined || !/^[\w-]+\.json$/u.test(file)) return [];
    const text = await readTextIfThere(root, record);
    return text !== undefined && digestOf(text) === sha256 ? [{ at, backup, verdict, record }] : [];
  });
  return (await Promise.all(drills)).flat().toSorted((a, b) => (a.record < b.record ? 1 : -1));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
