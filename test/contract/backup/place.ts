import { backupCreate } from '../../../src/actions/backup/create.ts';
import { perform } from '../../../src/actions/testing/workspace.ts';
import type { ActionContext, Outcome } from '../../../src/core/action.ts';
import type { Scratch } from '../../../src/core/scratch.ts';
import { Secret } from '../../../src/core/secret.ts';
import { openSession } from '../../../src/services/postgres/session.ts';
import { databaseWorkspace, openScratch } from '../database/workspace.ts';

/** A source with its backups, and what one does with them. */
export interface BackupPlace {
  readonly root: string;
  readonly source: Scratch;
  readonly kept: Map<string, string>;
  context(more?: Partial<ActionContext>): ActionContext;
  create(): Promise<Outcome>;
}

export const key = new Secret('backup_key', 'a passphrase that is long enough for age');

/** With what `sql` makes in it, as the superuser. */
export async function openBackupPlace(sql: string, options: { key?: Secret } = {}): Promise<BackupPlace> {
  const source = await openScratch({ exposure: 'explicit' });
  const admin = await openSession(source.admin);
  await admin.query(sql);
  await admin.close();
  const workspace = await databaseWorkspace({ databases: { staging: source.login } });
  const settings: ActionContext['settings'] = (area) =>
    area === 'backup' ? { key: { secret: 'backup_key' } } : area === 'database' ? { exposure: 'explicit' } : undefined;
  let at = Date.parse('2025-10-17T04:00:00Z');
  const clock = { now: () => new Date((at += 1000)) };
  const means = { environment: 'staging', settings, clock, secret: async () => options.key ?? key };
  const context: BackupPlace['context'] = (more = {}) => workspace.context({ ...means, ...more });
  return {
    root: workspace.root,
    source,
    kept: workspace.kept,
    context,
    create: async () => (await perform(backupCreate, context(), {})).outcome,
  };
}
