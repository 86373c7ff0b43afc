import { z } from 'zod';
import { defineAction, type ActionContext } from '../../core/action.ts';
import { ageKeyOf } from '../../services/age/key.ts';
import { findTool } from '../../services/pgdump/find.ts';
import { checkBackup } from './archive/check.ts';
import { listedBackups } from './archive/folder.ts';
import { proveKey } from './archive/prove-key.ts';
import { chosenBackup, storeOf } from './place.ts';
import { secretsOfBackup } from './needs.ts';
import { refuseHalfRestored } from './target/half-restored.ts';
import { takeBackup } from './take.ts';
import { sourceOf } from './source.ts';

const input = z.strictObject({});

/** A type, not an interface: it is plain data of a plan. */
type CreateData = {
  readonly folder: string;
  /** The backups that there are before: one that is not among them is this one, wherever a clock has gone meanwhile. */
  readonly there: readonly string[];
};

export const backupCreate = defineAction<z.infer<typeof input>, CreateData>({
  id: 'backup.create',
  summary: 'Back a database up with its fingerprint, encrypted, whole or not at all',
  input,
  effects: 'workspace',
  isOfEnvironment: true,
  needs: { tools: ['pg_dump', 'pg_restore'], secrets: secretsOfBackup, services: ['postgres'] },
  recognises: [/\bnpm run backup\b/i, /\bscripts\/backup\b/i, /\bback(?:up| up)\b.*\bdatabase\b/i],

  async plan(context) {
    const { folder, environment, key } = await storeOf(context);
    const source = await sourceOf(await context.database());
    const tool = await findTool(context.exec, 'pg_dump', source.major);
    await findTool(context.exec, 'pg_restore', source.major);
    await proveKey(await ageKeyOf(key));
    await refuseHalfRestored(await context.database());
    const there = await listedBackups(context.root, folder);
    return {
      summary: `Back up ${environment}, Postgres ${source.server}, with pg_dump ${tool.version}`,
      changes: [
        { kind: 'create', target: folder, summary: `a backup of ${source.shown}, encrypted, with its fingerprint` },
      ],
      data: { folder, there: [...there] },
    };
  },

  async apply(context, _input, { data: { folder } }) {
    const { environment, key } = await storeOf(context);
    const login = await context.database();
    const { major } = await sourceOf(login);
    const tool = await findTool(context.exec, 'pg_dump', major);
    const id = context.clock.now().toISOString().replaceAll(/[-:.]/g, '');
    await takeBackup(context, { environment, login, tool, key, folder, id });
  },

  async verify(context, _input, { data: { folder, there } }) {
    const store = await storeOf(context);
    const before = new Set(there);
    const own = (await listedBackups(context.root, folder)).filter((name) => !before.has(name)).at(-1);
    if (own === undefined)
      return {
        verdict: 'failed',
        reason: `no new backup lies in ${folder}`,
        fix: 'Run it again: what was cut is not kept.',
      };
    const place = await chosenBackup(context, store, own);
    const { program } = await findTool(context.exec, 'pg_restore', await majorOf(context));
    const manifest = await checkBackup(context.exec, program, place, store.key);
    const bytes = manifest.parts.reduce((sum, part) => sum + part.bytes, 0);
    return {
      verdict: 'verified',
      done: `backed up into ${folder}/${own}: all parts were decrypted and read to their end; it counts once \`backup.drill\` has restored it`,
      facts: {
        backup: own,
        snapshotAt: manifest.snapshotAt,
        bytes,
        parts: manifest.parts.map(({ name, sha256 }) => ({ name, sha256 })),
      },
    };
  },
});

async function majorOf(context: ActionContext): Promise<number> {
  return (await sourceOf(await context.database())).major;
}
