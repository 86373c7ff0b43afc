import { z } from 'zod';
import type { Session } from '../../../../services/postgres/session.ts';
import { literal } from '../sql.ts';

/** One statement, tried as somebody in a subtransaction that is always rolled back. */
export interface Probe {
  /** `none` is whoever opened the session. */
  readonly role: string;
  /** Set before the role is taken: the token, and further settings. */
  readonly set: Readonly<Record<string, string>>;
  /** Done by whoever opened the session, before and after; `after` gives a JSON array: the counts, where `sql` gives none. */
  readonly before?: string;
  readonly sql: string;
  /** Whether `sql` itself gives the counts, or the places of rows, as a JSON array. */
  readonly reads: boolean;
  readonly after?: string;
}

const answer = z.object({
  state: z.string().nullable(),
  message: z.string().nullable(),
  /** Where in the database's own code it happened; empty when in the statement itself. */
  context: z.string().nullable(),
  /** Whether the failure came before the statement was tried at all. */
  early: z.boolean(),
  count: z.number().nullable(),
  /** One array of JSON, by what is in it. */
  counts: z.array(z.number()).nullable().catch(null),
  places: z.array(z.string()).nullable().catch(null),
  /** What `after` gave where `sql` has given something itself. */
  effects: z.array(z.number()).nullable().catch(null),
});

/** What the server said. `state` is null when the statement went through. */
export type Answer = z.infer<typeof answer>;

/** Lives as long as the session's transaction. All probes of a batch go over in one round trip, a savepoint for each. */
const helper = `create or replace function pg_temp.prestage_probe(probes jsonb) returns setof jsonb language plpgsql
set search_path = pg_catalog as $prestage$
declare p jsonb; k text; v text; n bigint; counts jsonb; effects jsonb; early boolean; state text; message text; context text;
begin
  for p in select value from jsonb_array_elements(probes) loop
    n := null; counts := null; effects := null; state := null; message := null; context := null; early := true;
    begin
      if p ? 'before' then execute p ->> 'before'; end if;
      for k, v in select key, value from jsonb_each_text(p -> 'set') loop perform set_config(k, v, true); end loop;
      perform set_config('role', p ->> 'role', true);
      early := false;
      if (p ->> 'reads')::boolean then execute p ->> 'sql' into counts;
      else execute p ->> 'sql'; get diagnostics n = row_count; end if;
      perform set_config('role', 'none', true);
      if p ? 'after' then
        execute p ->> 'after' into effects;
        if not (p ->> 'reads')::boolean then counts := effects; end if;
      end if;
      raise exception using errcode = 'PTOUT';
    exception when others then
      if sqlstate <> 'PTOUT' then
        get stacked diagnostics state = returned_sqlstate, message = message_text, context = pg_exception_context;
      end if;
    end;
    return next jsonb_build_object('state', state, 'message', message, 'early', early, 'count', n, 'counts', counts, 'places', counts, 'effects', effects,
      'context', context);
  end loop;
end
$prestage$`;

const batch = 400;

export async function prepareProbes(session: Session): Promise<void> {
  await session.query(helper);
}

/** In the order of the probes. What takes down a whole batch, such as a time-out, is looked for one by one. */
export async function tryAll(session: Session, probes: readonly Probe[], size = batch): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < probes.length; from += size)
    answers.push(...(await tryBatch(session, probes.slice(from, from + size))));
  return answers;
}

async function tryBatch(session: Session, probes: readonly Probe[]): Promise<readonly Answer[]> {
  await session.query('savepoint prestage_batch');
  try {
    const rows = await session.query(
      `select answer from pg_temp.prestage_probe(${literal(JSON.stringify(probes))}) as answer`,
    );
    await session.query('release savepoint prestage_batch');
    return z
      .array(z.object({ answer }))
      .parse(rows)
      .map((row) => ({ ...row.answer, context: ownCode(row.answer.context) }));
  } catch (error) {
    await session.query('rollback to savepoint prestage_batch');
    if (probes.length === 1) return [lost(error)];
    const halves = [probes.slice(0, probes.length / 2), probes.slice(probes.length / 2)];
    const answers: Answer[] = [];
    for (const half of halves) answers.push(...(await tryBatch(session, half)));
    return answers;
  }
}

/** Without our own helper's line, which is always the last. */
function ownCode(context: string | null): string {
  const lines = (context ?? '').split('\n').filter((line) => /^(?:PL\/pgSQL|SQL) function/.test(line));
  return lines.filter((line) => !line.includes('prestage_probe')).join('\n');
}

function lost(error: unknown): Answer {
  const message = error instanceof Error ? error.message : String(error);
  return { state: '57014', message, context: '', early: true, count: null, counts: null, places: null, effects: null };
}
