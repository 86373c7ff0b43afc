import { tmpdir } from 'node:os';
import { runVariable } from '../../services/process/survivors.ts';
import type { LaidScope } from '../context.ts';
import type { JournalStart } from '../journal.ts';
import type { Earlier } from '../resume/earlier.ts';
import type { HeldConstraints } from './held.ts';
import { holdConstraints } from './hold.ts';

/** Holds a run to its order's limits from here on. What it took before it was cut counts. */
export async function holdRun(
  { setup, folder, order, exec, capture, view }: LaidScope,
  journal: JournalStart,
  { workedMs, isResumed, wasCutInTask }: Earlier,
): Promise<HeldConstraints> {
  const { workspace, mode, catalogue, childEnv, clock, signal, vaults = [], withoutSandbox } = setup;
  return holdConstraints({
    root: workspace.root,
    rehearsal: mode === 'rehearsal',
    constraints: order.constraints,
    catalogue,
    folder,
    journal,
    childEnv: { ...childEnv, [runVariable]: view().id },
    temporary: childEnv['TMPDIR'] ?? tmpdir(),
    redactor: capture.redactor,
    clock,
    exec,
    vaults,
    minutesBefore: workedMs / 60_000,
    run: view().id,
    resumed: isResumed,
    cutInTask: wasCutInTask,
    ...(signal === undefined ? {} : { signal }),
    ...(withoutSandbox === undefined ? {} : { withoutSandbox }),
  });
}
