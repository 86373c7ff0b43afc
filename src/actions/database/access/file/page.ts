import type { AccessCell, AccessIntent, AccessKind, AccessOutcome } from '../types.ts';
import type { Accepted, IntentFile } from './intent.ts';

const headings: readonly (readonly [AccessKind, string])[] = [
  ['table', 'Tables'],
  ['view', 'Views'],
  ['materialized view', 'Materialized views'],
  ['function', 'Functions'],
  ['bucket', 'Storage buckets'],
  ['publication', 'Realtime'],
  ['sequence', 'Sequences'],
  ['schema', 'Schemas'],
];

const intro = `# Who may do what

Written by \`prestage database accept\` from \`access.json\`; do not edit. Effective access, found by trying: what comes of
grants, column grants, policies, views, functions and triggers together.

**S** select, **I** insert, **U** update, **D** delete, **X** execute; a small letter: some of the rows, or of the columns.
**G** hands own rows to others, **T** takes others' rows. \`*\`: only, or more, by a statement without a WHERE. \`!\`: a policy
is broken. \`?\`: could not be tried. –: nothing.
`;

/** A readable table of the intent. Stands as Prettier would write it. */
export function accessPage(intent: IntentFile): string {
  const names = intent.personas.map(({ name }) => name);
  const parts = headings.flatMap(([kind, heading]) => {
    const objects = intent.objects.filter((each) => each.kind === kind);
    if (objects.length === 0) return [];
    const lines = objects.map(({ name, traits }) => [
      `\`${name}\`${traits.length === 0 ? '' : ` (${traits.join(', ')})`}`,
      ...names.map((persona) => shown(intent.cells.filter((each) => each.object === name && each.persona === persona))),
    ]);
    return [`## ${heading}\n\n${table(['', ...names], lines)}\n`];
  });
  return [intro, personas(intent), ...parts, ...accepted(intent.accepted)].join('\n');
}

function personas({ personas: all }: AccessIntent): string {
  const lines = all.map(({ name, role, claims, settings }) => {
    const said = Object.entries({ ...claims, ...settings }).map(
      ([key, value]) => `${key} = ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    );
    return [name, role, said.length === 0 ? '–' : `\`${said.join(', ')}\``];
  });
  return `## Personas\n\n${table(['name', 'role', 'claims and settings'], lines)}\n`;
}

function accepted(all: readonly Accepted[]): readonly string[] {
  if (all.length === 0) return [];
  return [
    `## Accepted\n\n${table(
      ['what', 'why', 'by'],
      all.map(({ what, why, by }) => [`\`${what}\``, why, by ?? '–']),
    )}\n`,
  ];
}

const letters: Readonly<Record<AccessCell['verb'], string>> = {
  select: 'S',
  insert: 'I',
  update: 'U',
  delete: 'D',
  execute: 'X',
};
const ranks: Readonly<Record<AccessOutcome, number>> = { refused: 0, none: 0, unknown: 1, broken: 1, some: 2, all: 3 };

function shown(cells: readonly AccessCell[]): string {
  const about = (rows: AccessCell['rows'][], label: string): readonly string[] => {
    const text = Object.entries(letters)
      .map(([verb, letter]) =>
        rows
          .map((each) =>
            lettered(
              cells.filter((cell) => cell.verb === verb && cell.rows === each),
              letterOf(each, letter),
            ),
          )
          .join(''),
      )
      .join('');
    return text === '' ? [] : [label === '' ? text : `${label} ${text}`];
  };
  return (
    [...about(['any'], ''), ...about(['own', 'given'], 'own'), ...about(['other', 'taken'], 'others')].join(', ') || '–'
  );
}

function letterOf(rows: AccessCell['rows'], letter: string): string {
  if (rows === 'given') return 'G';
  return rows === 'taken' ? 'T' : letter;
}

function lettered(cells: readonly AccessCell[], letter: string): string {
  const best = cells.toSorted((a, b) => ranks[b.outcome] - ranks[a.outcome])[0];
  if (best === undefined || ranks[best.outcome] === 0) return '';
  const where = cells.find(({ way }) => way === 'where');
  const more = where !== undefined && ranks[where.outcome] < ranks[best.outcome] ? String.raw`\*` : '';
  if (best.outcome === 'broken') return `${letter}!`;
  if (best.outcome === 'unknown') return `${letter}?`;
  return (best.outcome === 'all' && best.columns === undefined ? letter : letter.toLowerCase()) + more;
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const cells = [head, ...lines].map((line) =>
    line.map((cell) => cell.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ')),
  );
  const widths = head.map((_, index) => Math.max(3, ...cells.map((line) => line[index]?.length ?? 0)));
  const row = (line: readonly string[]) =>
    `| ${widths.map((width, index) => (line[index] ?? '').padEnd(width)).join(' | ')} |`;
  const [first = [], ...rest] = cells;
  return [row(first), row(widths.map((width) => '-'.repeat(width))), ...rest.map(row)].join('\n');
}
