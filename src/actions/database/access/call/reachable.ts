import type { Catalogue, Routine } from '../catalogue/schema.ts';
import type { Subject } from '../probe/subject.ts';

/** What a routine's code, and the code that it calls or sets off, may come to. */
export interface Reachable {
  readonly code: string;
  readonly tables: readonly Subject[];
  /** Whether it looks as if it changed something. */
  readonly writes: boolean;
}

/** By the words of the code. A statement that is put together may come to any table. */
export function reachableFrom({ bodies }: Pick<Catalogue, 'bodies'>, subjects: readonly Subject[]) {
  const tables = subjects.filter(({ rows }) => rows.length > 0);
  const known = bodies.map(({ name, text }) => ({
    name,
    bare: name.split('.').at(-1) ?? name,
    text,
    words: wordsOf(text),
  }));
  return (routine: Routine): Reachable => {
    const found = new Set(known.filter(({ name }) => name === `${routine.schema}.${routine.name}`));
    const reached = new Set<Subject>();
    for (const each of found) {
      if (/\bexecute\b/i.test(each.text)) for (const table of tables) reached.add(table);
      for (const table of tables) if (isNamed(table, each.words)) reached.add(table);
      for (const other of known) {
        const isSetOff = [...reached].some(({ relation }) =>
          relation.triggers.some((trigger) => other.name.endsWith(trigger)),
        );
        // Sets grow while they are gone through.
        if (each.words.has(other.bare) || isSetOff) found.add(other);
      }
    }
    const code = [...found].map(({ text }) => text).join('\n');
    return {
      code,
      tables: [...reached],
      writes: /\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate)\b/i.test(code),
    };
  };
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/\w+/g));
}

/** Files lie in a table of Supabase's. */
function isNamed({ kind, relation }: Subject, words: ReadonlySet<string>): boolean {
  return words.has(relation.name) && (kind !== 'bucket' || words.has('storage'));
}
