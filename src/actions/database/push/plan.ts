import type { ActionContext, Change, Plan } from '../../../core/action.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure, type FailureData } from '../../../core/failure.ts';
import type { Scratch } from '../../../core/scratch.ts';
import { shownAddress } from '../../../services/postgres/address.ts';
import { lintMigrations } from '../../../services/squawk/client.ts';
import { openSupabase } from '../../../services/supabase/client.ts';
import { newScratch } from '../shadow.ts';
import { classify, statementKinds } from '../sql/classify.ts';
import { freshIn } from '../sql/fresh.ts';
import { parseSql, type ParsedSql } from '../sql/parse.ts';
import { appliedFiles } from './applied-files.ts';
import type { PlannedFile, PushData } from './data.ts';
import { historyTraps, pendingOf } from './history-traps.ts';
import { lookAt, type Environment } from './look.ts';
import { readMigrations, type Migration } from './migrations.ts';
import { counted, shortened } from './place.ts';
import { shadowRun } from './shadow-run.ts';
import { squawkWords } from './squawk-words.ts';
import { statementTraps } from './statement-traps.ts';
import { isAtomic } from './transaction-trap.ts';
import { withAccepted, type Acceptable } from './trap.ts';

export interface PlanWish {
  readonly all: boolean;
  readonly shadow: boolean;
  readonly accept: readonly Acceptable[];
}

/** A pending file and what the parser sees in it. */
interface Read {
  readonly file: Migration;
  readonly parsed: ParsedSql;
}

/** Throws Failure `database.push-refused`, with every trap as a problem of its own, and those of the shadow run. */
export async function planPush(context: ActionContext, wish: PlanWish): Promise<Plan<PushData>> {
  const folder = await readMigrations(context.root);
  const found = await lookAt(await context.database());
  const { applied } = found.history;
  const pending = pendingOf(folder.migrations, applied);
  const read = await Promise.all(pending.map(async (file) => ({ file, parsed: await parseSql(file.text) })));
  const traps = withAccepted(
    [
      ...(await historyTraps(folder, found, wish.all)),
      ...read.flatMap(({ file, parsed }) => statementTraps(file, parsed)),
    ],
    wish.accept,
  );
  refuse(traps.filter(({ weight }) => weight === 'refuses').map(({ failure }) => failure));
  const files = plannedFiles(read, new Set(found.tables));
  const isTried = wish.shadow && files.length > 0;
  // Each takes a second, and neither waits for the other.
  const [{ version: cli }, scratch] = await Promise.all([
    openSupabase(context.exec),
    isTried ? newScratch(context) : undefined,
  ]);
  const runs = { context, wish, found, pending, files, migrations: folder.migrations, cli, scratch };
  const data: PushData = {
    target: shownAddress(found.address),
    cli: { major: cli.major, text: cli.text },
    pending: files,
    applied: applied.map(({ version }) => version),
    shadow: await shadowOf(runs),
    squawk:
      files.length === 0
        ? []
        : squawkWords(
            await lintMigrations(
              context.exec,
              files.map(({ path }) => path),
            ),
          ),
    warnings: traps.map(({ failure: { what, why } }) => `${what}: ${why}`),
    invalidIndexes: found.invalidIndexes,
  };
  return { summary: summaryOf(data), changes: files.map(changeOf), data };
}

function refuse(problems: readonly FailureData[]): void {
  const [first] = problems;
  if (first === undefined) return;
  if (problems.length === 1) throw new Failure(first, exitCodes.failed);
  throw new Failure(
    {
      code: 'database.push-refused',
      what: `The migrations cannot be pushed: ${problems.length} things stand in the way`,
      why: problems.map(({ what }) => what).join('; '),
      fix: 'Mend each of them, then plan again. Nothing was applied.',
      problems,
    },
    exitCodes.failed,
  );
}

/** In the order in which they will run: a table that an earlier one makes is new to a later one. */
function plannedFiles(read: readonly Read[], there: ReadonlySet<string>): readonly PlannedFile[] {
  const fresh = new Set<string>();
  return read.map(({ file: { name, path, version, sha256 }, parsed: { statements } }) => ({
    name,
    path,
    version,
    sha256,
    atomic: isAtomic(statements),
    statements: statements.map(({ node, line, text }) => {
      const kind = classify(node, fresh);
      const made = freshIn(node, there);
      if (made !== undefined) fresh.add(made);
      return { line, kind, text: shortened(text) };
    }),
  }));
}

interface ShadowCall {
  readonly context: ActionContext;
  readonly wish: PlanWish;
  readonly found: Environment;
  readonly pending: readonly Migration[];
  readonly files: readonly PlannedFile[];
  readonly migrations: readonly Migration[];
  readonly cli: PushData['cli'];
  readonly scratch: Scratch | undefined;
}

async function shadowOf({
  context,
  wish,
  found,
  pending,
  files,
  migrations,
  cli,
  scratch,
}: ShadowCall): Promise<PushData['shadow']> {
  if (files.length === 0) return 'nothing is pending';
  if (!wish.shadow) return 'the shadow run was left out, as was asked: whether the files go through, nobody has tried';
  const texts = new Map(pending.map(({ name, text }) => [name, text]));
  const edited = wish.accept.includes('edited-after-apply');
  return shadowRun(context, {
    applied: appliedFiles(found.history.applied, migrations, edited ? 'history' : 'files'),
    pending: files.map((file) => ({ ...file, text: texts.get(file.name) ?? '' })),
    cli,
    scratch,
  });
}

function changeOf({ name, statements }: PlannedFile): Change {
  const notable = statements.filter(({ kind }) => kind !== 'additive');
  const shown = notable.slice(0, 5).map(({ kind, line, text }) => `line ${line} ${kind}: ${text}`);
  const more = notable.length > shown.length ? [`${notable.length - shown.length} more`] : [];
  return { kind: 'run', target: name, summary: [countsOf(statements), ...shown, ...more].join('; ') };
}

function countsOf(statements: PlannedFile['statements']): string {
  const counts = statementKinds
    .map((kind) => [statements.filter((one) => one.kind === kind).length, kind] as const)
    .filter(([many]) => many > 0)
    .map(([many, kind]) => `${many} ${kind}`);
  return counts.join(', ') || 'no statement';
}

function summaryOf({ target, pending, shadow, squawk, warnings }: PushData): string {
  if (pending.length === 0) return ['No migration is pending', ...warnings].join('; ');
  const ran = typeof shadow === 'string' ? shadow : `all went through a shadow run on Postgres ${shadow.version}`;
  const all = countsOf(pending.flatMap(({ statements }) => statements));
  return [`Apply ${counted(pending.length, 'migration')} to ${target} (${all})`, ran, ...squawk, ...warnings].join(
    '; ',
  );
}
