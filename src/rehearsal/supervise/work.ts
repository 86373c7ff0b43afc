import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vaultFolders } from '../../config/vault.ts';
import type { CommandResult } from '../../core/command.ts';
import type { Breach, Measurement } from '../../core/constraint.ts';
import type { Order } from '../../core/order.ts';
import { withoutTicks } from '../../direction/ticks.ts';
import { sha256 } from '../../evidence/digest.ts';
import { runFiles } from '../../evidence/paths.ts';
import type { Capture } from '../../run/capture.ts';
import type { HeldConstraints } from '../../run/constraints/held.ts';
import { holdConstraints } from '../../run/constraints/hold.ts';
import { createRunFolder } from '../../run/folder.ts';
import { runVariable } from '../../services/process/survivors.ts';
import type { CopiedWorkspace } from '../copied.ts';
import { endOf, tokenBreach, tokensMeasured, verdictOf, type Account, type Metered } from './account.ts';
import { watchChanges } from './changes.ts';
import { executorAs } from './executor.ts';
import type { SuperviseOptions } from './options.ts';
import { startedAs } from './start.ts';

export interface Ground {
  readonly id: string;
  /** What is ours beside the copy; absolute. */
  readonly place: string;
  readonly copied: CopiedWorkspace;
  readonly order: Order;
  readonly capture: Capture;
  /** What the executor gets beside the copy's own environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** Lets the executor work, to its end or to that of a limit. */
export async function work(options: SuperviseOptions, ground: Ground): Promise<{ account: Account; patch: string }> {
  const { copied, order } = ground;
  const { step, catalogue } = executorAs(options.command[0]);
  const folder = createRunFolder(copied.root, ground.id);
  // A run's journal is watched, and this is no run: there is nothing to write in it.
  await writeFile(join(folder.absolute, runFiles.journal), '');
  const changes = await watchChanges(copied.exec, join(ground.place, 'index'));
  const held = await holdConstraints(holdOptions(options, ground, { folder, catalogue }));
  try {
    const hold = await held.begin({ number: 'executor', steps: [step] });
    const { metered, started } = startedAs(options, order.constraints.budget.tokens, ground.capture);
    const result = await hold.execFor(step)(started);
    const account = await accountFor(options, ground, { result, held, ended: await hold.end(), metered: metered() });
    return { account, patch: await changes.patch() };
  } finally {
    held.close();
  }
}

type HoldOptions = Parameters<typeof holdConstraints>[0];

function holdOptions(
  { workspace, clock, signal }: SuperviseOptions,
  { id, place, copied, order, capture, env }: Ground,
  own: Pick<HoldOptions, 'folder' | 'catalogue'>,
): HoldOptions {
  // Packages may be installed: the network is open.
  const { npm_config_offline: _, ...ofCopy } = copied.env;
  return {
    ...own,
    root: copied.root,
    rehearsal: false,
    constraints: order.constraints,
    journal: { head: sha256(''), count: 0 },
    childEnv: { ...ofCopy, ...env, [runVariable]: id },
    temporary: ofCopy['TMPDIR'] ?? place,
    redactor: capture.redactor,
    clock,
    exec: copied.exec,
    vaults: vaultFolders(workspace),
    minutesBefore: 0,
    run: id,
    resumed: false,
    cutInTask: false,
    ...(signal === undefined ? {} : { signal }),
  };
}

interface Seen {
  readonly result: CommandResult;
  readonly held: HeldConstraints;
  readonly ended: readonly Breach[];
  readonly metered: Metered;
}

async function accountFor(
  { file }: SuperviseOptions,
  { id, order }: Ground,
  { result, held, ended, metered }: Seen,
): Promise<Account> {
  const { constraints } = order;
  const limit = constraints.budget.tokens;
  const breaches = [...ended, ...tokenBreach(limit, metered)];
  const measured = withTokens(await held.account(), tokensMeasured(limit, metered));
  const { calls, touched, outside } = held.seen;
  return {
    format: 'prestage.account/1',
    id,
    direction: { path: file, title: order.title, digest: sha256(withoutTicks(order)) },
    command: result.command,
    startedAt: result.startedAt,
    durationMs: result.durationMs,
    ended: endOf(result),
    allowed: constraints,
    measured,
    ...('spent' in metered && metered.spent !== undefined ? { tokens: metered.spent } : {}),
    breaches,
    calls,
    touched,
    outside,
    ...verdictOf(result, breaches, measured),
  };
}

/** A run has no model; an executor may. */
function withTokens(measured: readonly Measurement[], tokens: Measurement | undefined): readonly Measurement[] {
  return [...measured.filter(({ limit }) => limit !== 'tokens'), ...(tokens === undefined ? [] : [tokens])];
}
