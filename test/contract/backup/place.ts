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
  /** Its name: takes one, and fails the test where that fails. */
  take(): Promise<string>;
}

export const key = new Secret('backup_key', 'a passphrase that is long enough for age');

const settings: ActionContext['settings'] = (area) =>
  area === 'backup' ? { key: { secret: 'backup_key' } } : area === 'database' ? { exposure: 'explicit' } : undefined;

/** With what `sql` makes in it, as the superuser. */
export async function openBackupPlace(sql: string, options: { key?: Secret } = {}): Promise<BackupPlace> {
  const source = await openScratch({ exposure: 'explicit' });
  const admin = await openSession(source.admin);
  await admin.query(sql);
  await admin.close();
  const workspace = await databaseWorkspace({ databases: { staging: source.login } });
  let at = Date.parse('2025-10-17T04:00:00Z');
  const clock = { now: () => new Date((at += 1000)) };
  const means = { environment: 'staging', settings, clock, secret: async () => options.key ?? key };
  const context: BackupPlace['context'] = (more = {}) => workspace.context({ ...means, ...more });
  const create = async () => (await perform(backupCreate, context(), {})).outcome;
  return {
    root: workspace.root,
    source,
    kept: workspace.kept,
    context,
    create,
    take: async () => {
      const { facts, verdict, reason } = await create();
      const id = facts?.['backup'];
      if (verdict !== 'verified' || typeof id !== 'string') throw new Error(reason ?? 'there is no backup');
      return id;
    },
  };
}
