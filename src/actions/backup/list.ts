import { z } from 'zod';
import { defineCheck, type ActionContext, type Outcome } from '../../core/action.ts';
import { commandLine } from '../command-line.ts';
import { entriesOf, sizeOf, type Entry } from './catalogue/entries.ts';
import { ageSeconds, ageWords, drillWords, sizeWords } from './catalogue/words.ts';
import { secretsOfBackup } from './needs.ts';
import { storeOf } from './place.ts';

const input = z.strictObject({});

export const backupList = defineCheck({
  id: 'backup.list',
  summary: 'List the backups of an environment: how old, how large, and whether each was restored',
  input,
  effects: 'none',
  needs: { secrets: secretsOfBackup },
  recognises: [/\blist\b.*\bbackups\b/i],

  async check(context) {
    const store = await storeOf(context);
    return judge(context, store.folder, await entriesOf(context, store));
  },
});

function judge(context: ActionContext, folder: string, entries: readonly Entry[]): Outcome {
  const said = {
    facts: { backups: entries.map((entry) => factsOf(context, entry)) },
    table: tableOf(context, entries),
  };
  const faults = entries.flatMap(({ id, fault }) => (fault === undefined ? [] : [`${id}: ${fault}`]));
  if (entries.length === 0)
    return {
      verdict: 'unknown',
      reason: `${folder} has no backup`,
      fix: `Take one: ${commandLine(context, 'backup', 'create', '--apply')}.`,
      ...said,
    };
  if (faults.length > 0)
    return {
      verdict: 'failed',
      reason: faults.join('; '),
      fix: 'Take another copy of it, or a new backup; it counts for nothing as it is.',
      ...said,
    };
  if (!entries.some(({ drill }) => drill?.verdict === 'verified'))
    return {
      verdict: 'unknown',
      reason: `none of ${entries.length} was restored and compared`,
      fix: `Drill the newest: ${commandLine(context, 'backup', 'drill')}.`,
      ...said,
    };
  return { verdict: 'verified', ...said };
}

function factsOf({ clock }: ActionContext, { id, manifest, drill, fault }: Entry) {
  return {
    backup: id,
    ...(manifest === undefined
      ? {}
      : {
          snapshotAt: manifest.snapshotAt,
          ageSeconds: ageSeconds(manifest.snapshotAt, clock),
          bytes: sizeOf(manifest),
          server: manifest.server,
        }),
    drill: drill === undefined ? null : { ...drill },
    fault: fault ?? null,
  };
}

function tableOf({ clock }: ActionContext, entries: readonly Entry[]) {
  return {
    head: ['Backup', 'Snapshot', 'Age', 'Size', 'Postgres', 'Drilled'],
    rows: entries.map(({ id, manifest, drill, fault }) => {
      if (manifest === undefined) return [id, 'unknown', 'unknown', 'unknown', 'unknown', fault ?? 'unknown'];
      const { snapshotAt, server } = manifest;
      const age = ageWords(ageSeconds(snapshotAt, clock));
      return [id, snapshotAt, age, sizeWords(sizeOf(manifest)), server, fault ?? drillWords(drill)];
    }),
  };
}
