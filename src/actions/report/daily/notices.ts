import { z } from 'zod';
import type { Mode } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import { readTextIfThere } from '../../../services/files/read.ts';
import { recordName } from '../../health/records/schema.ts';
import { walk } from '../../../services/files/walk.ts';

const action = z.object({
  id: z.string(),
  kind: z.string(),
  at: z.string(),
  uuid: z.string(),
  check: z.string(),
  severity: z.string(),
  since: z.string(),
  summary: z.string(),
});

const notice = z.object({
  format: z.literal('prestage.notify/1'),
  mode: z.enum(['live', 'rehearsal']),
  at: z.string(),
  actions: z.array(action),
  deliveries: z.array(z.object({ channel: z.string(), taken: z.array(z.string()) })),
});

export type Notice = z.infer<typeof notice> & { readonly path: string };

/** What people were told of an environment, oldest first, of the days from `since` on; what cannot be read apart. */
export async function readNotices(
  root: string,
  { environment, mode, since, until }: { environment: string; mode: Mode; since: string; until: string },
): Promise<{ readonly notices: readonly Notice[]; readonly unread: readonly { path: string; why: string }[] }> {
  const folder = `artifacts/ops/notify/${environment}`;
  const [first, last] = [since, until].map((iso) => iso.replaceAll(/[-:.]/gu, ''));
  const paths = (await filesIn(root, folder)).filter((path) => {
    const name = path.slice(folder.length + 1);
    return recordName.test(name) && name >= (first ?? '') && name <= `${last ?? ''}~`;
  });
  const read = await Promise.all(paths.map(async (path) => readOne(root, path)));
  return {
    notices: read.flatMap((each) => ('format' in each && each.mode === mode ? [each] : [])),
    unread: read.flatMap((each) => ('why' in each ? [each] : [])),
  };
}

async function readOne(root: string, path: string): Promise<Notice | { path: string; why: string }> {
  try {
    const read = notice.safeParse(JSON.parse((await readTextIfThere(root, path)) ?? ''));
    return read.success ? { ...read.data, path } : { path, why: 'it is no record of a notification' };
  } catch (error) {
    if (error instanceof SyntaxError) return { path, why: 'it is cut' };
    if (error instanceof Failure) return { path, why: error.data.why };
    throw error;
  }
}

async function filesIn(root: string, folder: string): Promise<readonly string[]> {
  try {
    return await walk(root, folder, () => false);
  } catch (error) {
    if (error instanceof Failure && error.data.code === 'files.missing') return [];
    throw error;
  }
}
