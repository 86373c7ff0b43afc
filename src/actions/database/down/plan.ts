import type { ActionContext, Plan } from '../../../core/action.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure, type FailureData } from '../../../core/failure.ts';
import { shownAddress } from '../../../services/postgres/address.ts';
import { bothWays } from '../../inputs.ts';
import { readSettings } from '../../settings.ts';
import { appliedFiles } from '../push/applied-files.ts';
import { lookAt, type Environment } from '../push/look.ts';
import { readMigrations, type Migration } from '../push/migrations.ts';
import { counted, shortened } from '../push/place.ts';
import type { ShadowFile } from '../push/shadow-run.ts';
import { databaseSettings } from '../settings.ts';
import { classify } from '../sql/classify.ts';
import type { Acceptable, DownData, PlannedDown } from './data.ts';
import { expectedOf } from './expected.ts';
import { readDownFiles, type DownFile } from './files.ts';
import { holdingWords, readHolding } from './holding.ts';
import type { Proof } from './proof/judge.ts';
import { proveWaysBack, type Proven } from './proof/prove.ts';

export interface PlanWish {
  readonly newest: number;
  readonly accept: readonly Acceptable[];
}

/**
 * Nothing is planned that was not tried: the ways back, in these very bytes, on a scratch database that has had what history
 * says. Throws Failure `database.no-way-back`, with a problem for each migration, and `database.rows-since`.
 */
export async function planDown(context: ActionContext, wish: PlanWish): Promise<Plan<DownData>> {
  const { down: settings } = readSettings(context, 'database', databaseSettings);
  const login = await context.database();
  const [{ migrations }, found] = [await readMigrations(context.root), await lookAt(login)];
  const files = filesOf(found, migrations);
  refuseFewer(files, wish.newest);
  const downs = await readDownFiles(context.root, settings.folder, files);
  const proven = await proveWaysBack(context, { files, newest: wish.newest, downs, settings });
  refuseUnproven(proven.proofs, wish.accept);
  const made = proven.tried.map(({ trial }) => ('made' in trial ? trial.made.schema : []));
  const holding = await readHolding(login, made.flat());
  if (!wish.accept.includes('rows-since')) refuseRows(holding.map(holdingWords));
  for (const one of holding) context.say(holdingWords(one));
  const planned = proven.proofs.toReversed().flatMap((proof) => plannedOf(proof, downs.files.get(proof.migration)));
  const data: DownData = {
    target: shownAddress(found.address),
    downs: planned,
    applied: found.history.applied.map(({ version }) => version),
    expected: expectedOf(made),
    holding: holding.map(({ object }) => object),
  };
  return { summary: summaryOf(data, proven), changes: planned.map(changeOf), data };
}

/** What the environment has had, as history says it, with the words of the file where there is one: declarations are comments. */
function filesOf(
  { history: { applied } }: Environment,
  migrations: readonly Migration[],
): readonly (ShadowFile & { readonly source: string })[] {
  return appliedFiles(applied, migrations, 'history').map((file) => {
    const local = migrations.find(({ version }) => version === file.version);
    const name = applied.find(({ version }) => version === file.version)?.name;
    return {
      ...file,
      name: local?.name ?? (name === undefined ? file.name : `${file.version}_${name}.sql`),
      source: local?.text ?? file.text,
    };
  });
}

function refuseFewer(files: readonly ShadowFile[], newest: number): void {
  if (files.length >= newest) return;
  throw new Failure(
    {
      code: 'database.fewer-applied',
      what: `${counted(newest, 'migration')} cannot be taken back`,
      why: `history has ${counted(files.length, 'migration')}`,
      fix: 'Look at it: `supabase migration list`.',
    },
    exitCodes.failed,
  );
}

function refuseUnproven(proofs: readonly Proof[], accept: readonly Acceptable[]): void {
  const problems = proofs.filter((proof) => !isGood(proof, accept)).map(problemOf);
  const [first] = problems;
  if (first === undefined) return;
  if (problems.length === 1) throw new Failure(first, exitCodes.failed);
  throw new Failure(
    {
      code: 'database.no-way-back',
      what: `${problems.length} migrations cannot be taken back`,
      why: problems.map(({ what }) => what).join('; '),
      fix: 'Mend each of them, then plan again. Nothing was run.',
      problems,
    },
    exitCodes.failed,
  );
}

function isGood({ state, verdict, down }: Proof, accept: readonly Acceptable[]): boolean {
  if (down === undefined) return false;
  return verdict === 'verified' || accept.some((one) => one === state);
}

function problemOf({ migration, state, says, down }: Proof): FailureData {
  const takable = state === 'schema-only' || state === 'untried';
  return {
    code: 'database.no-way-back',
    what: `${migration} cannot be taken back`,
    why: says.join('; '),
    fix: `Mend its way back, and let \`prestage database back\` try it${takable ? `; or say ${bothWays('accept', state)}` : ''}. Nothing was run.`,
    file: down?.path ?? `supabase/migrations/${migration}`,
  };
}

function refuseRows(words: readonly string[]): void {
  if (words.length === 0) return;
  throw new Failure(
    {
      code: 'database.rows-since',
      what: 'Rows that have come since would go with what is taken back',
      why: words.join('; '),
      fix: `Take a backup of them (\`pg_dump --table\`), then say so: ${bothWays('accept', 'rows-since')}. Nothing was run.`,
    },
    exitCodes.failed,
  );
}

function plannedOf(
  { migration: name, version, state, says }: Proof,
  file: DownFile | undefined,
): readonly PlannedDown[] {
  if (file === undefined) return [];
  const statements = file.statements.map(({ node, line, text }) => ({
    line,
    kind: classify(node, new Set()),
    text: shortened(text),
  }));
  return [{ name, version, path: file.path, sha256: file.sha256, state, says, statements }];
}

function changeOf({ path, statements, says }: PlannedDown) {
  const shown = statements.slice(0, 5).map(({ kind, line, text }) => `line ${line} ${kind}: ${text}`);
  const more = statements.length > shown.length ? [`${statements.length - shown.length} more`] : [];
  return { kind: 'run', target: path, summary: [...says, ...shown, ...more].join('; ') } as const;
}

function summaryOf({ target, downs, holding }: DownData, { tried: [first] }: Proven): string {
  const names = downs.map(({ name }) => name).join(', ');
  const goes = holding.length === 0 ? [] : [`with what has come since into ${holding.join(', ')}`];
  return [
    `Take ${counted(downs.length, 'migration')} back from ${target}: ${names}`,
    `tried on ${first?.engine ?? 'nothing'}`,
    ...goes,
  ].join('; ');
}
