import { z } from 'zod';
import type { ActionContext } from '../../../core/action.ts';
import { newestRecord } from '../../report/records.ts';
import type { RestorePoint } from './point.ts';

const format = 'prestage.restore-point/1';

const record = z.looseObject({ release: z.number(), schema: z.string(), backup: z.string() });

/** Kept before an app is changed, so that a way back that is gone later finds what of the database belonged to the release. */
export async function keepPoint(
  context: ActionContext,
  environment: string,
  { release, schema, backup }: RestorePoint,
): Promise<void> {
  const said = { release: release.version, digest: release.digest, schema, backup };
  await context.archive('deploy', {
    content: { format, environment, at: context.clock.now().toISOString(), ...said },
    line: { kind: 'restore point', release: release.version },
  });
}

/** What was kept of a release the last time that it was left; undefined when it never was by us. */
export async function keptPoint(
  root: string,
  environment: string,
  release: number,
): Promise<Pick<RestorePoint, 'schema' | 'backup'> | undefined> {
  const place = { area: 'deploy', environment };
  const found = await newestRecord(root, place, (each) => each['format'] === format && each['release'] === release);
  const read = record.safeParse(found?.content);
  return read.success ? { schema: read.data.schema, backup: read.data.backup } : undefined;
}
