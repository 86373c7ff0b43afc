import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { families, leaks } from './families.ts';
import { recordSchema, type Recorded } from './record.ts';

export const recordFile = join(import.meta.dirname, 'recorded.json');

export async function readRecord(): Promise<Recorded> {
  return recordSchema.parse(JSON.parse(await readFile(recordFile, 'utf8')));
}

/** The judges in the order of the columns. */
export const judges = [
  { id: 'access', title: 'the access matrix' },
  { id: 'advisors', title: '`supabase db advisors`' },
  { id: 'splinter', title: 'splinter' },
  { id: 'supashield', title: 'supashield' },
] as const;

/** The page about planted leaks, from what was recorded. */
export async function renderLeaks(): Promise<string> {
  const recorded = await readRecord();
  const { versions } = recorded;
  return `# Planted leaks

${families.length} correct schemas, and ${leaks.length} migrations that each make one mistake in one of them; for each, who says so. This page is
written by \`npm run generate\` from \`test/contract/database/leaks/\` and from what \`node scripts/record-leaks.ts\` recorded there.
\`npm test\` plants every leak anew, shows by a statement of its own that it lets somebody in, and asks the access matrix and the
advisors again.

- **the access matrix**: ours. What everyone could really do in the correct schema is the committed intent; a leak is found
  when the comparison after the migration says *widened* or *broken* of the right object.
- **\`supabase db advisors\`** ${versions['advisors'] ?? ''}: its security lints of every level, over the database's URL.
- **splinter** ${versions['splinter'] ?? ''}: all security lints of its repository, five of which the CLI lacks.
- **supashield** ${versions['supashield'] ?? ''}: \`audit\`, \`lint\`, \`test\`, \`test-storage\`, and \`diff\` against a snapshot of the correct
  schema, each with the configuration that its \`init\` writes, on the rows of the schema and on none.

A tool has found a leak when it says anything at all after the migration that it did not say before, whether or not it is
about the leak. Which lint that was stands in the cell. Shown to them was Postgres ${postgresOf(recorded)}.

| | planted | ${judges.map(({ title }) => title).join(' | ')} |
| - | - | ${judges.map(() => '-').join(' | ')} |
${families
  .flatMap(({ leaks }) => leaks.map(({ id, words }) => ({ id, words })))
  .map(leakRow(recorded))
  .join('\n')}
| | **found of ${leaks.length}** | ${judges.map(({ id }) => `**${countFound(recorded, id)}**`).join(' | ')} |

## False alarms

What is said of the correct schemas: as they are, and after a later migration that writes the same access in other words.

| | correct schema | ${judges.map(({ title }) => title).join(' | ')} |
| - | - | ${judges.map(() => '-').join(' | ')} |
${families
  .map(({ schema }, index) =>
    row(
      index,
      schema.words,
      judges.map(({ id }) => alarm(recorded.correct[schema.id]?.[id])),
    ),
  )
  .join('\n')}
| | **with a false alarm, of ${families.length}** | ${judges.map(({ id }) => `**${countAlarms(recorded, id)}**`).join(' | ')} |

What the matrix sees is what its personas do: it finds the tenant's row in another's hands, and not an attack that needs a
persona that nobody declared. Every schema is tried with the same six of them.

Rows are made so that a condition has some on either side of it: every word of an enum or a list, true and false, null,
nought, less than that and much, long ago, now, tomorrow and far ahead, and the words, numbers and keys that a policy, a helper
function, a trigger or a view sets beside the column. All combinations of them where they are few; else every two together, and
all that one condition asks at once. Where that is more than rows are made for, the cell of the table says *unknown*. Columns that
a trigger looks at, or a policy asks, are changed one by one. A definer function or procedure is called with everybody's keys, with
arguments left out, with null, and with the words of its code; what it changes counts as what it gives. One whose code changes rows,
and which changed none whoever called it, is *unknown*; so is a foreign table.

It does not see, and no cell says so:

- what three values decide together that no condition names together, as when two functions are asked one after the other;
- what a trigger that is a definer's changes in other people's rows when its own table is written;
- a persona's own row with other values, where a table has one row for each of them: only others' rows differ there;
- a row that differs, where a unique key keeps it from standing beside the plain one: it is left out, and no cell says so;
- what an error of a condition tells of rows that a view leaves out: of a view that filters with its owner's rights and has no
  security barrier that is said, and no more;
- the rows of the seeds, told apart: they count together;
- who may call an aggregate or a window function, which is made of functions that are looked at by themselves;
- rights on large objects, on types and domains, on what Supabase keeps (\`auth\`, \`vault\`, \`cron\`, \`net\`), and default privileges
  that no object has come of yet;
- what a constraint or a wait tells of rows that are there.
`;
}

function postgresOf({ postgres }: Recorded): string {
  return [...new Set(Object.values(postgres))].toSorted().join(' and ');
}

function leakRow(recorded: Recorded) {
  return ({ id, words }: { readonly id: string; readonly words: string }, index: number): string =>
    row(
      index,
      words,
      judges.map((judge) => found(judge.id, recorded.leaks[id]?.[judge.id])),
    );
}

function row(index: number, words: string, cells: readonly string[]): string {
  return `| ${index + 1} | ${words.replaceAll('|', '\\|')} | ${cells.join(' | ')} |`;
}

/** The matrix says of what kind a difference is, and of which object; its kind is enough here. */
function found(judge: string, names: readonly string[] = []): string {
  const shown = judge === 'access' ? alarms(names) : names;
  return shown.length === 0 ? '–' : shown.join(', ');
}

function alarms(names: readonly string[]): readonly string[] {
  return ['widened', 'broken'].filter((kind) => names.some((name) => name.startsWith(`${kind} `)));
}

function alarm(names: readonly string[] = []): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

function countFound({ leaks }: Recorded, judge: string): number {
  return Object.values(leaks).filter((said) => found(judge, said[judge]) !== '–').length;
}

function countAlarms({ correct }: Recorded, judge: string): number {
  return Object.values(correct).filter((said) => (said[judge] ?? []).length > 0).length;
}
