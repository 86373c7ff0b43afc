import { historyTraps } from './history.ts';
import { statementTraps } from './statements.ts';
import type { PlantedTrap } from './trap.ts';

export const traps: readonly PlantedTrap[] = [...historyTraps, ...statementTraps];

/** The page, as prettier would have it once it is formatted. */
export function renderTable(): string {
  const caught = traps.filter(({ dryRun }) => dryRun === 'refuses').length;
  return `# What a push can fall into

What a folder of migrations can hold, what the Supabase CLI makes of it, and what \`database.push\` says before anything is
applied. This page is written by \`npm run generate\` from the traps in \`test/contract/database/traps/\`, and each of them is
planted by \`npm test\`: the first two columns by the bare CLI, version 3.1.0, the third by us.

- **goes through**: exit code 0, and no word about it.
- **fails**: one file fails after others were applied, or with what ran of it kept.
- **refuses**: before anything has run.

| | planted | \`supabase db push --dry-run\` | \`supabase db push\` | \`database.push\` |
| - | - | - | - | - |
${traps.map(row).join('\n')}

${traps.length} traps: the CLI's dry run sees ${caught}, \`database.push\` says all of them.
`;
}

function row({ words, dryRun, push, code, warns, line }: PlantedTrap, index: number): string {
  const ours = `${warns === true ? 'warns' : 'refuses'}: \`${code}\`${line === undefined ? '' : `, line ${line}`}`;
  return `| ${index + 1} | ${words} | ${dryRun} | ${push} | ${ours} |`;
}
