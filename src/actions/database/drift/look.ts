import type { ActionContext } from '../../../core/action.ts';
import type { DatabaseLogin } from '../../../core/database.ts';
import { readText } from '../../../services/files/read.ts';
import { openSession } from '../../../services/postgres/session.ts';
import { openSupabase } from '../../../services/supabase/client.ts';
import { appliedFiles } from '../push/applied-files.ts';
import type { Applied } from '../push/history.ts';
import type { Migration } from '../push/migrations.ts';
import { withWorkdir } from '../push/workdir.ts';
import { seedPaths } from '../seed/config.ts';
import { shadowFault } from '../shadow-fault.ts';
import { openShadow } from '../shadow.ts';
import { compareCatalogues, type Compared } from './catalogue/compare.ts';
import { readCatalogue } from './catalogue/read.ts';
import { askCli, type CliSays } from './cli.ts';

/** An environment beside what its own migrations make of an empty database. */
export interface Look {
  /** Absent when there is nothing to compare it with: `unable` says why. */
  readonly compared?: Compared;
  readonly cli: CliSays;
  readonly unable?: string;
  /** Of the scratch database. */
  readonly engine: string;
}

export interface LookWish {
  readonly login: DatabaseLogin;
  readonly applied: readonly Applied[];
  readonly migrations: readonly Migration[];
  readonly seeds: boolean;
}

/** The scratch database gets what history says was run, not what the files say now. */
export async function lookBeside(context: ActionContext, wish: LookWish): Promise<Look> {
  const { login, applied, migrations, seeds } = wish;
  const supabase = await openSupabase(context.exec);
  const laid = {
    migrations: appliedFiles(applied, migrations, 'history'),
    seeds: seeds ? await seedTexts(context.root) : [],
  };
  return withWorkdir(laid, async (workdir) => {
    const shadow = await openShadow(context, { workdir, cli: supabase.version, includeSeed: seeds });
    const engine = `${shadow.scratch.engine} ${shadow.scratch.version}`;
    const fault = shadowFault(shadow.push);
    if (fault !== undefined)
      return { cli: { silent: 'there was nothing to compare with' }, unable: fault.words, engine };
    const made = shadow.scratch.login;
    const compared = compareCatalogues(await readCatalogue(login), await readCatalogue(made));
    const [one, other] = [await majorOf(login), await majorOf(made)];
    // It calls the privileges and the wording of another version differences.
    if (one !== other)
      return {
        compared,
        engine,
        cli: { silent: `the environment is Postgres ${one} and the scratch database ${other}` },
      };
    return { compared, engine, cli: await askCli(supabase, login, made, workdir) };
  });
}

async function seedTexts(root: string) {
  const { files } = await seedPaths(root);
  return Promise.all(files.map(async (path) => ({ path, text: await readText(root, path) })));
}

async function majorOf(login: DatabaseLogin): Promise<string> {
  const session = await openSession(login);
  try {
    const [{ major } = {}] = await session.query(
      `select (current_setting('server_version_num')::int / 10000)::text as major`,
    );
    return String(major);
  } finally {
    await session.close();
  }
}
