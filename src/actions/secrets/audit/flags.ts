import type { ActionContext } from '../../../core/action.ts';
import type { Row } from '../row.ts';
import type { RowFlag } from '../states.ts';
import { vaultValue } from '../vault-values.ts';

/**
 * What only shows when rows are laid side by side. Values are compared in memory and forgotten: nothing that is kept says
 * which value it was.
 */
export async function withFlags(
  context: ActionContext,
  rows: readonly Row[],
  unusedOnPurpose: readonly string[],
  isUsed: (row: Row) => boolean,
): Promise<readonly Row[]> {
  const same = await sameAcrossEnvironments(context, rows);
  const shadowed = shadowedRows(rows);
  return rows.map((row) => {
    const flags: RowFlag[] = [
      ...row.flags,
      ...(same.has(row) ? (['same-value-across-environments'] as const) : []),
      ...(shadowed.has(row) ? (['shadowed'] as const) : []),
      ...(isUsed(row) || unusedOnPurpose.includes(row.name) ? [] : (['unused'] as const)),
    ];
    return { ...row, flags };
  });
}

/** One secret whose value is the same in two environments: production would go with what staging leaks. */
async function sameAcrossEnvironments(context: ActionContext, rows: readonly Row[]): Promise<ReadonlySet<Row>> {
  const valued = await Promise.all(
    rows.map(async (row) => {
      if (row.placement?.environment === undefined) return undefined;
      const value = await vaultValue(context, row.placement);
      return value === undefined ? undefined : { row, value: value.reveal() };
    }),
  );
  const known = valued.filter((each) => each !== undefined);
  const classes = Map.groupBy(known, ({ row, value }) => JSON.stringify([row.secret, value]));
  const several = [...classes.values()].filter((own) => new Set(own.map(({ row }) => row.environment)).size > 1);
  return new Set(several.flat().map(({ row }) => row));
}

/** A repository's secret that one of its environments has too: the job with that environment never sees it. */
function shadowedRows(rows: readonly Row[]): ReadonlySet<Row> {
  const below = new Set(
    rows.flatMap((row) => (isEnvironmentOfGitHub(row) ? [`${repositoryOf(row)} ${row.name}`] : [])),
  );
  return new Set(
    rows.filter(
      (row) =>
        row.target.startsWith('github:') && !isEnvironmentOfGitHub(row) && below.has(`${row.target} ${row.name}`),
    ),
  );
}

/** `github:OWNER/REPO/ENVIRONMENT` */
function isEnvironmentOfGitHub({ target }: Row): boolean {
  return /^github:[^/]+\/[^/]+\/.+/u.test(target);
}

function repositoryOf({ target }: Row): string {
  return target.split('/').slice(0, 2).join('/');
}
