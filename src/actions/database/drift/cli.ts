import type { DatabaseLogin } from '../../../core/database.ts';
import type { SupabaseCli } from '../../../services/supabase/client.ts';
import { parseSql } from '../sql/parse.ts';
import { tagOf } from '../sql/tree.ts';

/** What `supabase db diff` says: the statements that make the environment what the shadow is; or why it says nothing. */
export type CliSays = { readonly statements: readonly string[] } | { readonly silent: string };

export async function askCli(
  supabase: SupabaseCli,
  live: DatabaseLogin,
  shadow: DatabaseLogin,
  workdir?: string,
): Promise<CliSays> {
  const { error, diff } = await supabase.diff(live, shadow, workdir);
  if (error !== undefined) return { silent: `${error.code}: ${firstLine(error.message)}` };
  if (diff === undefined) return { silent: 'what it printed is no comparison' };
  const { statements, faults } = await parseSql(diff);
  if (faults.length > 0) return { statements: [diff] };
  // What only sets something of its own session is no difference.
  const said = statements.filter(({ node, text }) => tagOf(node) !== 'VariableSetStmt' && !isBookkeeping(text));
  return { statements: said.map(({ text }) => text) };
}

/** Locks and history: each database has its own. The CLI quotes every name. */
function isBookkeeping(statement: string): boolean {
  return /"(?:prestage|supabase_migrations)"(?:\.|[;\s]|$)/.test(statement);
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
