import { z } from 'zod';
import { defineCheck } from '../../core/action.ts';
import { findTool } from '../../services/pgdump/find.ts';
import { checkBackup, readManifest } from './archive/check.ts';
import { secretsOfBackup } from './needs.ts';
import { chosenBackup, storeOf } from './place.ts';
import { settled } from './settled.ts';

const input = z.strictObject({ backup: z.string().optional().describe('its name; the newest when absent') });

export const backupVerify = defineCheck({
  id: 'backup.verify',
  summary: 'Read a backup to its last byte: signature, digests, decryption, dump',
  input,
  effects: 'none',
  needs: { tools: ['pg_restore'], secrets: secretsOfBackup },
  recognises: [/\bverif\w+\b.*\bbackups?\b/i],

  async check(context, { backup }) {
    const store = await storeOf(context);
    return settled(async () => {
      const place = await chosenBackup(context, store, backup);
      const { major } = await readManifest(place, store.key);
      const { program } = await findTool(context.exec, 'pg_restore', major);
      const { snapshotAt, parts } = await checkBackup(context.exec, program, place, store.key);
      return { verdict: 'verified', facts: { backup: place.id, snapshotAt, parts: parts.length } };
    });
  },
});
