import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { defineCheck, type ActionContext, type Outcome } from '../../core/action.ts';
import type { Scratch } from '../../core/scratch.ts';
import { ageKeyOf } from '../../services/age/key.ts';
import { inside } from '../../services/files/inside.ts';
import { findTool } from '../../services/pgdump/find.ts';
import { checkBackup, readFingerprint, readManifest, type BackupPlace } from './archive/check.ts';
import { compareFingerprints } from './fingerprint/compare.ts';
import { readRestored } from './fingerprint/restored.ts';
import { judgeDrill, type Drilled } from './judge.ts';
import { secretsOfBackup } from './needs.ts';
import { chosenBackup, storeOf, type Store } from './place.ts';
import { restoreBackup } from './restore/restore.ts';
import { settled } from './settled.ts';
import { sourceOf } from './source.ts';
import { tryOut, type TryWish } from './tries/try-out.ts';

const yesOrNo = z.stringbool().or(z.boolean()).default(true);

const input = z.strictObject({
  backup: z.string().optional().describe('its name; the newest when absent'),
  access: yesOrNo.describe('try on the copy who may do what, where supabase/access.json says what is meant'),
  tests: yesOrNo.describe('run the pgTAP tests on the copy, where there are any'),
});

export const backupDrill = defineCheck({
  id: 'backup.drill',
  summary: 'Restore a backup into a scratch database and compare it, object by object, with what was backed up',
  input,
  effects: 'none',
  // Of the scratch database: what a run calls has no network otherwise.
  needs: { tools: ['pg_restore'], secrets: secretsOfBackup, services: ['postgres'] },
  recognises: [/\brestore (?:dry[- ]run|drill|test)\b/i, /\bdrill\b.*\bbackups?\b/i],

  async check(context, { backup, ...wish }) {
    const store = await storeOf(context);
    const outcome = await settled(async () => drill(context, store, await chosenBackup(context, store, backup), wish));
    const { verdict, reason = '', facts = {} } = outcome;
    await context.archive('backup', {
      content: {
        format: 'prestage.drill/1',
        mode: context.mode,
        environment: store.environment,
        verdict,
        reason,
        ...facts,
      },
      line: { verdict, backup: facts['backup'] ?? '' },
    });
    return outcome;
  },
});

async function drill(context: ActionContext, store: Store, place: BackupPlace, wish: TryWish): Promise<Outcome> {
  const { major, snapshotAt, server } = await readManifest(place, store.key);
  const { program } = await findTool(context.exec, 'pg_restore', major);
  const begun = performance.now();
  await checkBackup(context.exec, program, place, store.key);
  const checkMs = performance.now() - begun;
  const was = await readFingerprint(place, store.key);
  const scratch = await context.scratch();
  try {
    await restoreInto(context, store, place, { scratch, program });
    const restoreMs = performance.now() - begun - checkMs;
    const differences = compareFingerprints(was, await readRestored(scratch.admin));
    const rtoMs = performance.now() - begun;
    // After the comparison: pgTAP would be an extension too many.
    const tried = await tryOut(context, scratch, wish);
    return judgeDrill({
      backup: place.id,
      snapshotAt,
      differences,
      tried,
      unread: was.unread,
      objects: Object.keys(was.objects).length,
      tables: Object.keys(was.tables).length,
      rows: Object.values(was.tables).reduce((sum, { rows }) => sum + Number(rows), 0),
      majors: { backup: major, scratch: (await sourceOf(scratch.login)).major },
      engines: { backup: server, scratch: scratch.version },
      measured: {
        // What would be lost if the database were lost now, and how long it takes to have it back.
        rpoSeconds: Math.max(0, Math.round((context.clock.now().getTime() - Date.parse(snapshotAt)) / 1000)),
        rtoMs: Math.round(rtoMs),
        checkMs: Math.round(checkMs),
        restoreMs: Math.round(restoreMs),
      },
    } satisfies Drilled);
  } finally {
    await scratch.close();
  }
}

async function restoreInto(
  { root, exec, say }: ActionContext,
  { key }: Store,
  { folder, id }: BackupPlace,
  { scratch, program }: { readonly scratch: Scratch; readonly program: string },
): Promise<void> {
  say(`restoring ${id} into a scratch database`);
  const absolute = await inside(root, join(folder, id));
  await restoreBackup({ exec, program, folder: absolute, key: await ageKeyOf(key), admin: scratch.admin });
}
