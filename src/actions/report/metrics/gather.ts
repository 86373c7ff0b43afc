import { readdir } from 'node:fs/promises';
import { Gauge, Registry } from 'prom-client';
import { z } from 'zod';
import type { ActionContext } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import { inside } from '../../../services/files/inside.ts';
import { codeOf } from '../../../services/files/failures.ts';
import { backupSettings } from '../../backup/settings.ts';
import { momentOf, newestRecord } from '../records.ts';

const states = ['fail', 'unknown', 'degraded', 'pass'] as const;
const health = z.looseObject({
  results: z.array(
    z.looseObject({
      check: z.string(),
      state: z.enum(states),
      startedAt: z.iso.datetime({ offset: true }),
      steps: z
        .array(
          z.looseObject({ fields: z.looseObject({ validTo: z.iso.datetime({ offset: true }).optional() }).catch({}) }),
        )
        .default([]),
    }),
  ),
});
const audit = z.looseObject({ rows: z.array(z.looseObject({ state: z.string() })) });
/** As `secrets.audit` counts them: what is not as the vault has it. */
const drifted = new Set([
  'vault-changed',
  'target-changed',
  'both-changed',
  'missing',
  'orphan',
  'required-but-absent',
]);

/**
 * What the archived records say, in the text format of Prometheus, for the textfile collector of the node exporter. All are
 * gauges that hold a moment or a state, so the same records give the same bytes; what has no record is not shown.
 */
export async function gatherMetrics(context: ActionContext, environments: readonly string[]): Promise<string> {
  const registry = new Registry();
  const gauges = gaugesIn(registry);
  for (const environment of environments) {
    await showHealth(context, environment, gauges);
    await showBackup(context, environment, gauges);
  }
  const secrets = await newestRecord(context.root, { area: 'secrets' }, (content) => audit.safeParse(content).success);
  const read = audit.safeParse(secrets?.content);
  if (read.success) gauges.drift.set({ scope: 'all' }, read.data.rows.filter(({ state }) => drifted.has(state)).length);
  return registry.metrics();
}

function gaugesIn(registry: Registry) {
  const gauge = <const Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Gauge({ name: `prestage_${name}`, help, labelNames: [...labelNames], registers: [registry] });
  return {
    state: gauge('health_check_state', 'State of a check: 1 for the one that it is in, 0 for the others.', [
      'check',
      'environment',
      'state',
    ]),
    looked: gauge('health_check_last_result_timestamp_seconds', 'When a check was last run.', ['check', 'environment']),
    expiry: gauge('certificate_expiry_timestamp_seconds', 'When a certificate ends.', ['check', 'environment']),
    backup: gauge('backup_snapshot_timestamp_seconds', 'When the newest backup was taken.', ['environment']),
    drill: gauge(
      'backup_drill_timestamp_seconds',
      'When a backup was last restored and found to be what was backed up.',
      ['environment'],
    ),
    drift: gauge('secrets_drift', 'Secrets that are not as the vault has them, at the last audit.', ['scope']),
  };
}

type Gauges = ReturnType<typeof gaugesIn>;

async function showHealth({ root, mode }: ActionContext, environment: string, gauges: Gauges): Promise<void> {
  const record = await newestRecord(
    root,
    { area: 'health', environment },
    (content) => content['mode'] === mode && health.safeParse(content).success,
  );
  for (const { check, state, startedAt, steps } of health.safeParse(record?.content).data?.results ?? []) {
    for (const each of states) gauges.state.set({ check, environment, state: each }, each === state ? 1 : 0);
    gauges.looked.set({ check, environment }, secondsOf(startedAt));
    for (const { fields } of steps)
      if (fields.validTo !== undefined) gauges.expiry.set({ check, environment }, secondsOf(fields.validTo));
  }
}

async function showBackup(context: ActionContext, environment: string, gauges: Gauges): Promise<void> {
  const settings = backupSettings.safeParse(context.settings('backup'));
  if (settings.success) {
    const newest = (await foldersIn(context.root, `${settings.data.folder}/${environment}`)).at(-1);
    const at = newest === undefined ? undefined : momentOf(newest);
    if (at !== undefined) gauges.backup.set({ environment }, secondsOf(at));
  }
  const drill = await newestRecord(
    context.root,
    { area: 'backup', environment },
    ({ format, mode, verdict }) => format === 'prestage.drill/1' && mode === context.mode && verdict === 'verified',
  );
  if (drill !== undefined) gauges.drill.set({ environment }, secondsOf(drill.at));
}

async function foldersIn(root: string, folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(await inside(root, folder))).filter((name) => momentOf(name) !== undefined).toSorted();
  } catch (error) {
    if (error instanceof Failure || codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

function secondsOf(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000);
}
