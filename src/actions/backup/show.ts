import { z } from 'zod';
import { defineCheck, type ActionContext, type Outcome } from '../../core/action.ts';
import { commandLine } from '../command-line.ts';
import { readFingerprint, readManifest, type BackupPlace } from './archive/check.ts';
import { fileOf } from './archive/manifest.ts';
import { pastDrills } from './catalogue/drills.ts';
import { sizeOf } from './catalogue/entries.ts';
import { ageSeconds, ageWords, drillWords, sizeWords } from './catalogue/words.ts';
import { secretsOfBackup } from './needs.ts';
import { chosenBackup, storeOf, type Store } from './place.ts';
import { settled } from './settled.ts';

const input = z.strictObject({ backup: z.string().optional().describe('its name; the newest when absent') });

export const backupShow = defineCheck({
  id: 'backup.show',
  summary: 'Show what is in a backup, how old it is, and how its drills went',
  input,
  effects: 'none',
  needs: { secrets: secretsOfBackup },
  recognises: [/\bshow\b.*\bbackup\b/i],

  async check(context, { backup }) {
    const store = await storeOf(context);
    return settled(async () => show(context, store, await chosenBackup(context, store, backup)));
  },
});

async function show(context: ActionContext, { environment, key }: Store, place: BackupPlace): Promise<Outcome> {
  const { snapshotAt, endedAt, server, tool, parts, ...manifest } = await readManifest(place, key);
  const { tables, objects, unread } = await readFingerprint(place, key);
  const drills = (await pastDrills(place.root, environment)).filter(({ backup }) => backup === place.id);
  const [drill] = drills;
  const age = ageSeconds(snapshotAt, context.clock);
  const rows = Object.values(tables).reduce((sum, each) => sum + Number(each.rows), 0);
  const bytes = sizeOf({ ...manifest, snapshotAt, endedAt, server, tool, parts });
  const counted = { tables: Object.keys(tables).length, rows, objects: Object.keys(objects).length };
  const said: Pick<Outcome, 'facts' | 'table'> = {
    facts: {
      backup: place.id,
      snapshotAt,
      endedAt,
      ageSeconds: age,
      server,
      tool,
      bytes,
      ...counted,
      unread,
      parts: parts.map((part) => ({ ...part })),
      drills: drills.map((each) => ({ ...each })),
    },
    table: {
      head: ['What', 'Is'],
      rows: [
        ['Snapshot', `${snapshotAt}, ${ageWords(age)} ago`],
        ['Postgres', `${server}, by pg_dump ${tool}`],
        ['Holds', `${rows} rows of ${counted.tables} tables, ${counted.objects} objects`],
        ['Not in its fingerprint', unread.length === 0 ? 'nothing' : unread.join('; ')],
        ['Size', sizeWords(bytes)],
        ...parts.map((part) => [fileOf(part.name), `${sizeWords(part.bytes)}, sha256 ${part.sha256}`]),
        ['Drilled', drillWords(drill)],
      ],
    },
  };
  if (drill?.verdict === 'verified') return { verdict: 'verified', ...said };
  const fix = `Drill it: ${commandLine(context, 'backup', 'drill', '--backup', place.id)}.`;
  if (drill === undefined)
    return { verdict: 'unknown', reason: `${place.id} was never restored and compared`, fix, ...said };
  return {
    verdict: drill.verdict === 'failed' ? 'failed' : 'unknown',
    reason: `its newest drill, of ${drill.at}, came to ${drill.verdict}: ${drill.record} says why`,
    fix,
    ...said,
  };
}
