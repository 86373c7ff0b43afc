import type { ActionContext } from '../../core/action.ts';
import { Failure, type FailureData } from '../../core/failure.ts';
import type { Secret } from '../../core/secret.ts';
import { digestMarkOf, fingerprintOf } from './fingerprint.ts';
import { judge } from './judge.ts';
import type { LedgerLine } from './ledger/line.ts';
import { heldSince, latestOf, ledgerKey, openIntentsOf, readLedger, type Ledger } from './ledger/read.ts';
import { placementsOf, targetId, type Placement, type TargetKey } from './placements.ts';
import type { Row } from './row.ts';
import { daysIn, type SecretsSettings } from './settings.ts';
import { openTargets } from './targets/open.ts';
import type { TargetRow } from './targets/target.ts';
import { vaultValue } from './vault-values.ts';

/** The map, the vault, the ledger and the targets, side by side at one moment. */
export interface Look {
  readonly rows: readonly Row[];
  /** Targets that could not be asked. */
  readonly failures: readonly FailureData[];
  /** All that were asked, by their ids. */
  readonly targets: ReadonlyMap<string, TargetKey>;
  readonly isRead: (target: string) => boolean;
}

/** Reads and writes nothing; `also` are targets that nothing is mapped to. Throws Failures of the config, the vault and the ledger; of a target it tells, and asks the others. */
export async function lookAtSecrets(
  context: ActionContext,
  settings: SecretsSettings,
  environments: readonly string[],
  also: readonly TargetKey[] = [],
): Promise<Look> {
  const placements = placementsOf(settings, environments);
  const lines = await readLedger(context.root, settings.ledger);
  const key = await context.secret(settings.fingerprintKey);
  const keys = [...placements.map(({ target }) => target), ...also];
  const targets = new Map(keys.map((target) => [targetId(target), target]));
  const shown = await listAll(context, settings, [...targets.values()]);
  const failures = [...shown.values()].flatMap((each) => (each.failure === undefined ? [] : [each.failure]));
  const scene: Scene = { context, key, lines, latest: latestOf(lines), intents: openIntentsOf(lines), shown };
  const mapped = await Promise.all(placements.map(async (placement) => mappedRow(scene, placement)));
  const rows = [...mapped, ...strangers(scene, placements)].toSorted(byPlace);
  const isRead = (id: string): boolean => shown.get(id) !== undefined && shown.get(id)?.failure === undefined;
  return { rows, failures, targets, isRead };
}

interface Scene {
  readonly context: ActionContext;
  readonly key: Secret;
  readonly lines: readonly LedgerLine[];
  readonly latest: Ledger;
  readonly intents: Ledger;
  readonly shown: ReadonlyMap<string, Shown>;
}

interface Shown {
  readonly rows: ReadonlyMap<string, TargetRow>;
  readonly failure?: FailureData;
}

async function listAll(
  context: ActionContext,
  settings: SecretsSettings,
  keys: readonly TargetKey[],
): Promise<ReadonlyMap<string, Shown>> {
  const opened = openTargets(context, settings);
  try {
    const pairs = keys.map(async (key): Promise<readonly [string, Shown]> => {
      const id = targetId(key);
      try {
        const rows = await (await opened.of(key)).list();
        return [id, { rows: new Map(rows.map((row) => [row.name, row])) }];
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        return [id, { rows: new Map(), failure: error.data }];
      }
    });
    return new Map(await Promise.all(pairs));
  } finally {
    await opened.close();
  }
}

async function mappedRow(scene: Scene, placement: Placement): Promise<Row> {
  const { context, key, lines, latest, intents, shown } = scene;
  const { secret, environment, name, mapped } = placement;
  const target = targetId(placement.target);
  const value = await vaultValue(context, placement);
  const print = value === undefined ? undefined : fingerprintOf(key, { target, name }, value.reveal());
  const base = {
    target,
    name,
    secret,
    ...(environment === undefined ? {} : { environment }),
    ...(mapped.owner === undefined ? {} : { owner: mapped.owner }),
    ...(print === undefined ? {} : { fingerprint: print }),
    usedBy: mapped.requiredBy,
    placement,
  };
  const there = shown.get(target);
  if (there?.failure !== undefined) return { ...base, state: 'unreadable', flags: [], note: there.failure.why };
  const ledger = comparable(latest.get(ledgerKey({ target, name })), key);
  const intent = intents.get(ledgerKey({ target, name }));
  const row = there?.rows.get(name);
  const judgement = judge({
    isMapped: true,
    ...(print === undefined ? {} : { vault: print }),
    ...(row === undefined ? {} : { target: marked(key, { target, name }, row) }),
    ...(ledger === undefined ? {} : { ledger }),
    ...(intent === undefined ? {} : { intent }),
  });
  const since = heldSince(lines, ledgerKey({ target, name }));
  const age = since === undefined ? undefined : daysSince(context, since);
  const isOverdue = age !== undefined && mapped.rotateAfter !== undefined && age > daysIn(mapped.rotateAfter);
  return {
    ...base,
    ...judgement,
    flags: isOverdue ? ['overdue'] : [],
    ...(age === undefined ? {} : { ageDays: age }),
    ...(row?.updatedAt === undefined ? {} : { seen: row.updatedAt }),
  };
}

/** What was fingerprinted with another key says nothing to this one. */
function comparable(line: LedgerLine | undefined, key: Secret): LedgerLine | undefined {
  return line?.key === keyPrint(key) ? line : undefined;
}

/** The key's own fingerprint: which key a line was made with. */
export function keyPrint(key: Secret): string {
  return fingerprintOf(key, { target: '', name: 'key' }, '');
}

export function marked(
  key: Secret,
  placed: { readonly target: string; readonly name: string },
  { updatedAt, digest }: TargetRow,
) {
  return {
    ...(updatedAt === undefined ? {} : { updatedAt }),
    ...(digest === undefined ? {} : { digest: digestMarkOf(key, placed, digest) }),
  };
}

/** Names that a target has and the map does not. */
function strangers({ latest, shown, key }: Scene, placements: readonly Placement[]): readonly Row[] {
  const mapped = new Set(placements.map(({ target, name }) => ledgerKey({ target: targetId(target), name })));
  return [...shown].flatMap(([target, { rows }]) =>
    [...rows.values()].flatMap((row): readonly Row[] => {
      const place = ledgerKey({ target, name: row.name });
      if (mapped.has(place)) return [];
      const ledger = latest.get(place);
      const { state } = judge({
        isMapped: false,
        target: marked(key, { target, name: row.name }, row),
        ...(ledger === undefined ? {} : { ledger }),
      });
      const secret = ledger === undefined ? {} : { secret: ledger.secret };
      const seen = row.updatedAt === undefined ? {} : { seen: row.updatedAt };
      return [{ target, name: row.name, ...secret, state, flags: [], usedBy: [], ...seen }];
    }),
  );
}

function daysSince(context: ActionContext, moment: string): number {
  return Math.floor((context.clock.now().getTime() - Date.parse(moment)) / 86_400_000);
}

export function byPlace(a: Row, b: Row): number {
  return a.target === b.target ? compare(a.name, b.name) : compare(a.target, b.target);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
