import { fileWays } from './files.ts';
import { rightWays } from './right.ts';
import { rowWays } from './rows.ts';
import { schemaWays } from './schema.ts';
import type { PlantedWay } from './way.ts';

export const wrongWays: readonly PlantedWay[] = [...schemaWays, ...rowWays, ...fileWays];

/** The page, as prettier would have it once it is formatted. */
export function renderTable(): string {
  return `# Ways back that were planted

A migration, the file that is to take it back, and what \`database.back\` says of the two. This page is written by
\`npm run generate\` from \`test/contract/database/ways/\`, and \`npm test\` tries each of them: it is applied by the real CLI to a
scratch database that has rows, taken back, compared with before, and applied again.

- **given-back**: schema and rows are as they were, and the migration runs again.
- **schema-only**: the schema is as it was, rows are not. It fails, unless the migration says why that is meant.
- **not-given-back**: something is missing, left over, or another; each is named, with the statement of the migration that it
  is by and the one that the way back lacks.
- **fails**: the server refuses a statement, and nothing of it is kept. **refused**: it cannot be run in one transaction, or at
  all. **not-again**: the migration does not run any more.
- **missing**: there is none, and nobody has said why: that is unknown, never green. **irreversible**: somebody has.

## Wrong ones

| | planted | state | what is said, among others |
| - | - | - | - |
${wrongWays.map(row).join('\n')}

## Right ones

| | planted | state | what is said |
| - | - | - | - |
${rightWays.map(row).join('\n')}

${wrongWays.length} wrong ones, all of them found and named; ${rightWays.length} right ones, and no false alarm.
`;
}

function row({ words, state, says }: PlantedWay, index: number): string {
  const [said = ''] = says;
  return `| ${index + 1} | ${words} | ${state} | ${said
    .replaceAll('`', '')
    .replace(/\(by.*$/, '')
    .trim()
    .replaceAll('|', '\\|')} |`;
}
