import type { ActionContext } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import type { Secret } from '../../../core/secret.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { appendLedger } from '../ledger/append.ts';
import type { LedgerLine } from '../ledger/line.ts';
import { ledgerKey } from '../ledger/read.ts';
import { keyPrint, marked } from '../look.ts';
import { placementsOf, targetId, type Placement, type TargetKey } from '../placements.ts';
import type { SecretsSettings } from '../settings.ts';
import { openTargets } from '../targets/open.ts';
import type { Target, TargetRow, Written } from '../targets/target.ts';
import { vaultValue } from '../vault-values.ts';
import type { SyncData } from './plan.ts';

/** Writes what was planned, a target after the other, with a line of the ledger for each name as soon as it is there. */
export async function applySync(
  context: ActionContext,
  settings: SecretsSettings,
  environments: readonly string[],
  { steps }: SyncData,
): Promise<void> {
  const placements = placementsOf(settings, environments);
  const byPlace = new Map(placements.map((each) => [ledgerKey({ ...each, target: targetId(each.target) }), each]));
  const key = await context.secret(settings.fingerprintKey);
  const ledger = ledgerOf(context, settings, key);
  const opened = openTargets(context, settings);
  try {
    const batches = [];
    for (const [target, own] of Map.groupBy(steps, (step) => step.target)) {
      const client = await opened.of(keyOf(target, placements));
      const wanted = new Map(own.flatMap((step) => entryOf(byPlace.get(ledgerKey(step)), step)));
      const values = await valuesOf(context, [...wanted.values()]);
      // Of all of them before the first is written: what one target refuses leaves none half-way.
      refuse((name, value) => client.refusal(name, value), values);
      batches.push({ target, own, client, wanted, values });
    }
    for (const { target, own, client, wanted, values } of batches) {
      await intend(client, [...wanted], async (placement, row) =>
        ledger.intended(placement, target, row, values.get(placement.name)),
      );
      if (values.size > 0)
        await client.write(values, async (written) => {
          context.say(`${target} ${written.name} written`);
          await ledger.wrote(wanted.get(written.name), target, written, values.get(written.name));
        });
      const gone = own.filter(({ deed }) => deed === 'remove').map(({ name }) => name);
      await client.remove(gone, async (name) => {
        context.say(`${target} ${name} removed`);
        await ledger.removed(target, name, own.find((step) => step.name === name)?.secret ?? name);
      });
    }
  } finally {
    await opened.close();
  }
}

/** What stands in the target until now is noted before it is written over: a sync that is cut is told by it. */
async function intend(
  client: Target,
  wanted: readonly (readonly [string, Placement])[],
  note: (placement: Placement, row: TargetRow) => Promise<void>,
): Promise<void> {
  if (wanted.length === 0) return;
  const rows = new Map((await client.list()).map((row) => [row.name, row]));
  for (const [name, placement] of wanted) await note(placement, rows.get(name) ?? { name });
}

function entryOf(
  placement: Placement | undefined,
  { deed }: SyncData['steps'][number],
): readonly [string, Placement][] {
  return deed === 'set' && placement !== undefined ? [[placement.name, placement]] : [];
}

/** Of a target that only orphans are left in, the map knows no placement: the environment it is of does. */
function keyOf(target: string, placements: readonly Placement[]): TargetKey {
  const found = placements.find((each) => targetId(each.target) === target);
  if (found === undefined) throw new Error(`${target} is no target of the map`);
  return found.target;
}

async function valuesOf(
  context: ActionContext,
  placements: readonly Placement[],
): Promise<ReadonlyMap<string, Secret>> {
  const pairs = placements.map(async (placement) => [placement.name, await vaultValue(context, placement)] as const);
  const found = await Promise.all(pairs);
  return new Map(found.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

function refuse(
  refusal: (name: string, value: string) => string | undefined,
  values: ReadonlyMap<string, Secret>,
): void {
  for (const [name, value] of values) {
    const why = refusal(name, value.reveal());
    if (why === undefined) continue;
    throw new Failure({
      code: 'secrets.refused',
      what: `${name} cannot stand there`,
      why,
      fix: 'Give it another name or a shorter value.',
    });
  }
}

/** Each line is on disk before the next name is told. */
function ledgerOf(context: ActionContext, { ledger: path }: SecretsSettings, key: Secret) {
  const add = async (
    deed: LedgerLine['deed'],
    rest: Omit<LedgerLine, 'format' | 'at' | 'deed' | 'key'>,
  ): Promise<void> => {
    const at = context.clock.now().toISOString();
    const line: LedgerLine = { format: 'prestage.ledger/1', at, deed, key: keyPrint(key), ...rest };
    await appendLedger(context.root, path, line);
  };
  const written =
    (deed: 'intended' | 'set') =>
    async (
      placement: Placement | undefined,
      target: string,
      { name, row }: Written,
      value: Secret | undefined,
    ): Promise<void> => {
      if (placement === undefined || value === undefined) return;
      const print = fingerprintOf(key, { target, name }, value.reveal());
      const shown = row === undefined ? {} : marked(key, { target, name }, row);
      await add(deed, { target, name, secret: placement.secret, fingerprint: print, ...shown });
    };
  return {
    intended: async (placement: Placement, target: string, row: TargetRow, value: Secret | undefined) =>
      written('intended')(placement, target, { name: row.name, row }, value),
    wrote: written('set'),
    removed: async (target: string, name: string, secret: string): Promise<void> =>
      add('removed', { target, name, secret }),
  };
}
