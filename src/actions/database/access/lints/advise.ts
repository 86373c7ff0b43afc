import { z } from 'zod';
import type { ActionContext } from '../../../../core/action.ts';
import type { DatabaseLogin } from '../../../../core/database.ts';
import { openSession } from '../../../../services/postgres/session.ts';
import { advisors } from '../../../../services/supabase/argv.ts';
import { openSupabase } from '../../../../services/supabase/client.ts';
import { missingLints } from './sql.ts';

/** Mildest first. */
export const levels = ['INFO', 'WARN', 'ERROR'] as const;
export type Level = (typeof levels)[number];

/** One finding of an advisor. */
export type Advice = {
  readonly name: string;
  readonly level: Level;
  /** What it is about: a table, a function, a bucket. */
  readonly object: string;
  readonly detail: string;
};

export interface Advised {
  readonly advice: readonly Advice[];
  /** Why those of the CLI are not among them. */
  readonly without?: string;
}

const about = z.looseObject({ schema: z.string().optional(), name: z.string().optional() }).nullish().catch(null);
/** A level that we do not know is taken for the worst. */
const item = z.looseObject({
  name: z.string(),
  level: z.enum(levels).catch('ERROR'),
  detail: z.string(),
  metadata: about,
});
const said = z.looseObject({ results: z.array(item) });

/** The CLI's advisors, and the lints that it does not have. */
export async function advise(context: ActionContext, login: DatabaseLogin): Promise<Advised> {
  const own = await missing(login);
  const supabase = await openSupabase(context.exec);
  const { result, error } = await supabase.call(login, (env) => advisors(supabase.version, login.url, env));
  if (error !== undefined)
    return { advice: own, without: `the advisors of the CLI failed: ${error.message.split('\n')[0] ?? error.code}` };
  const read = said.safeParse(jsonOf(result.stdout));
  if (!read.success) return { advice: own, without: 'the advisors of the CLI gave no JSON that we know' };
  return { advice: [...read.data.results.map(adviceOf), ...own] };
}

async function missing(login: DatabaseLogin): Promise<readonly Advice[]> {
  const session = await openSession(login);
  try {
    const rows = z.array(item).parse(await session.query(missingLints));
    return rows.map(adviceOf);
  } finally {
    await session.close();
  }
}

function adviceOf({ name, level, detail, metadata }: z.infer<typeof item>): Advice {
  const object = [metadata?.schema, metadata?.name].filter((each) => each !== undefined).join('.');
  return { name, level, object: object === '' ? detail : object, detail };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
