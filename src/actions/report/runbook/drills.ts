import { alignedTable } from '../../aligned-table.ts';
import { newestRecord, type AreaRecord } from '../records.ts';
import type { RunbookScene } from './scene.ts';

/** How long each way took when it was last tried; nothing is said that no record says. */
export async function drillLines({ context, environments }: RunbookScene): Promise<readonly string[]> {
  const { root } = context;
  const rows: string[][] = [];
  for (const environment of environments) {
    const deploy = await newestRecord(root, { area: 'deploy', environment }, ofFormat('prestage.rollback-drill/1'));
    rows.push([
      'rollback',
      environment,
      ...told(deploy, (record) => `${spoken(record['rollbackMs'])} back, ${spoken(record['forwardMs'])} forward`),
    ]);
    const restore = await newestRecord(root, { area: 'backup', environment }, ofFormat('prestage.drill/1'));
    rows.push([
      'restore',
      environment,
      ...told(
        restore,
        (record) => `${spoken(record['rtoMs'])}, ${spoken(secondsIn(record['rpoSeconds']))} of changes not in it`,
      ),
    ]);
  }
  const alerts = await newestRecord(root, { area: 'alerts' }, ofFormat('prestage.alert-drill/1'));
  rows.push(['alerts', 'all', ...told(alerts, alertWords)]);
  return [
    '## Times of the last drills',
    '',
    ...alignedTable(['what', 'where', 'when', 'came to', 'took'], rows),
    '',
    'A drill of the alerts: `prestage alerts drill`.',
  ];
}

function ofFormat(format: string) {
  return (content: AreaRecord['content']): boolean => content['format'] === format;
}

function told(record: AreaRecord | undefined, took: (content: AreaRecord['content']) => string): readonly string[] {
  if (record === undefined) return ['not drilled yet', 'unknown', ''];
  const { verdict, mode } = record.content;
  const where = mode === 'rehearsal' ? ', on emulators' : '';
  return [
    record.at.slice(0, 16).replace('T', ' '),
    `${typeof verdict === 'string' ? verdict : 'unknown'}${where}`,
    took(record.content),
  ];
}

function alertWords({ scale, alerts }: AreaRecord['content']): string {
  const many = Array.isArray(alerts) ? alerts.length : 0;
  return `${many} alerts, everything ${typeof scale === 'number' ? scale : '?'} times as fast`;
}

function secondsIn(value: unknown): unknown {
  return typeof value === 'number' ? value * 1000 : undefined;
}

function spoken(ms: unknown): string {
  if (typeof ms !== 'number') return '?';
  if (ms < 120_000) return `${(ms / 1000).toFixed(1)} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}
