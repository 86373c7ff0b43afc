import { z } from 'zod';
import { defineAction, type ActionContext, type Outcome } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import { findTool } from '../../services/pgdump/find.ts';
import { checkBackup, readFingerprint, type BackupPlace } from './archive/check.ts';
import { listedBackups } from './archive/folder.ts';
import { compareFingerprints } from './fingerprint/compare.ts';
import { readRestored } from './fingerprint/restored.ts';
import { secretsOfBackup } from './needs.ts';
import { chosenBackup, storeOf, type Store } from './place.ts';
import { carryRestore, notEmpty } from './restore/carry-out.ts';
import { sourceOf } from './source.ts';
import { contentsOf } from './target/contents.ts';
import { unendedRestore } from './target/mark.ts';
import { superuserOf } from './target/superuser.ts';

const input = z.strictObject({
  backup: z.string().optional().describe('its name; the newest when absent'),
  from: z
    .string()
    .optional()
    .describe('the environment that it is a backup of; the one that is restored into when absent'),
  over: z
    .stringbool()
    .or(z.boolean())
    .default(false)
    .describe('replace what is in the database, which is backed up first; without it the database must be empty'),
});
type Input = z.infer<typeof input>;

/** A type, not an interface: it is plain data of a plan. */
type RestoreData = {
  readonly backup: string;
  /** The target's backups that there are before: one that is not among them was taken on the way. */
  readonly there: readonly string[];
};

export const backupRestore = defineAction<Input, RestoreData>({
  id: 'backup.restore',
  summary: 'Restore a backup into a new database, or over one that is backed up first',
  input,
  effects: 'environment',
  needs: { tools: ['pg_restore'], secrets: secretsOfBackup, services: ['postgres'] },
  recognises: [/\brestore\b.*\bdatabase\b.*\bfrom\b.*\bbackup\b/i],

  async plan(context, { backup, from, over }) {
    const [own, source] = [await storeOf(context), await storeOf(context, from ?? context.environment)];
    const place = await chosenBackup(context, source, backup);
    const target = await sourceOf(await context.database());
    const { program } = await findTool(context.exec, 'pg_restore', target.major);
    const manifest = await checkBackup(context.exec, program, place, source.key);
    if (target.major < manifest.major) throw olderServer(target.server, manifest.server);
    const contents = await contentsOf(await superuserOf(await context.database()));
    if (contents.length > 0 && !over) throw notEmpty(context, target.shown, contents);
    if (contents.length > 0) await findTool(context.exec, 'pg_dump', target.major);
    const replaces =
      contents.length === 0 ? 'which is empty' : `over ${contents.length} things that are there, backed up first`;
    return {
      summary: `Restore ${place.id} of ${source.environment} into ${target.shown}, ${replaces}`,
      changes: [
        {
          kind: contents.length === 0 ? 'create' : 'update',
          target: target.shown,
          summary: `what ${place.id} holds, of ${manifest.snapshotAt}`,
        },
      ],
      data: { backup: place.id, there: [...(await listedBackups(context.root, own.folder))] },
    };
  },

  async apply(context, { from, over }, { data }) {
    const store = await storeOf(context, from ?? context.environment);
    await carryRestore(context, { store, place: placeOf(context, store, data), over });
  },

  async verify(context, { from }, { data }) {
    const store = await storeOf(context, from ?? context.environment);
    return verifyRestore(context, store, placeOf(context, store, data), data);
  },
});

function placeOf({ root }: ActionContext, { folder }: Store, { backup }: RestoreData): BackupPlace {
  return { root, folder, id: backup };
}

async function verifyRestore(
  context: ActionContext,
  { key }: Store,
  place: BackupPlace,
  { there }: RestoreData,
): Promise<Outcome> {
  const before = new Set(there);
  const own = await storeOf(context);
  const safety = (await listedBackups(context.root, own.folder)).find((name) => !before.has(name)) ?? null;
  const admin = await superuserOf(await context.database());
  const unended = await unendedRestore(admin);
  const differences = compareFingerprints(await readFingerprint(place, key), await readRestored(admin));
  const facts = { backup: place.id, safety, differences: [...differences] };
  const fix =
    safety === null
      ? 'Make the database anew and restore again.'
      : `What was there is in ${safety}: \`prestage backup restore --env ${own.environment} --backup ${safety} --over yes --apply\`.`;
  if (unended !== undefined)
    return { verdict: 'failed', reason: `the restore of ${unended} did not come to its end`, fix, facts };
  if (differences.length > 0)
    return {
      verdict: 'failed',
      reason: `what is there is not what was backed up: ${differences.map(({ object, is }) => `${object} is ${is}`).join('; ')}`,
      fix,
      facts,
    };
  const kept = safety === null ? '' : `; what was there before is in ${safety}`;
  return { verdict: 'verified', done: `restored ${place.id}, and compared it object by object${kept}`, facts };
}

function olderServer(server: string, backup: string): Failure {
  return new Failure({
    code: 'backup.older-server',
    what: `The database is Postgres ${server}, and the backup is of ${backup}`,
    why: 'an older server does not know all that a newer one dumps',
    fix: 'Restore into a server of that version or a newer one.',
  });
}
