import type { Session } from '../../../../services/postgres/session.ts';
import { isOwnSchema } from '../../managed-schemas.ts';

/** The last number that each sequence has given, by its name; none where it has given none. */
export type Numbers = ReadonlyMap<string, bigint | undefined>;

const sequences = `
  select format('%I.%I', schemaname, sequencename) as name, last_value::text as last, increment_by > 0 as rises
  from pg_sequences where ${isOwnSchema('schemaname')} order by 1`;

/** Falling ones are turned round: for all of them a later number is a greater one. */
export async function readNumbers(session: Session): Promise<Numbers> {
  const rows = await session.query(sequences);
  return new Map(
    rows.map(({ name, last, rises }) => {
      const number = typeof last === 'string' ? BigInt(last) : undefined;
      return [String(name), rises === true || number === undefined ? number : -number];
    }),
  );
}

/** A sequence that has given no number cannot give one twice. */
export async function useNumbers(session: Session): Promise<void> {
  for (const { name } of await session.query(sequences)) {
    // One that has come to its end stays there.
    await session.query('select nextval($1::text::regclass)', [String(name)]).catch(() => undefined);
  }
}

/** A sequence that goes on is a gap, which is nobody's harm; one that goes back gives numbers that rows have. */
export function numbersAgain(before: Numbers, after: Numbers): readonly string[] {
  return [...before].flatMap(([name, then]) => {
    if (then === undefined || !after.has(name)) return [];
    const now = after.get(name);
    return now === undefined || now < then ? [name] : [];
  });
}
