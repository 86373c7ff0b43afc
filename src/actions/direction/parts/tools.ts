import type { AllowedTool, Item } from '../../../core/order.ts';

/** A command that a task names in back-ticks. */
export interface NamedCommand {
  readonly task: string;
  readonly words: readonly string[];
}

/** Programs that are known to be programs when they stand alone in back-ticks; with arguments any word may be one. */
const programs = new Set(
  (
    'bash sh node npm npx pnpm yarn bun deno git gh rg curl jq make docker psql pg_dump pg_restore supabase fly flyctl ' +
    'promtool prometheus openssl age sops vault op ssh scp rsync terraform kubectl python python3'
  ).split(' '),
);

const sameProgram: Readonly<Record<string, string>> = { flyctl: 'fly' };

export function commandsNamedIn(items: readonly Item[]): readonly NamedCommand[] {
  return items.flatMap((item) => [
    ...item.codes.map(wordsOfCommand).flatMap((words) => (words === undefined ? [] : [{ task: item.number, words }])),
    ...commandsNamedIn(item.children),
  ]);
}

function wordsOfCommand(code: string): readonly string[] | undefined {
  const words = code
    .trim()
    .split(/\s+/)
    .filter((word) => !/^[A-Z_][A-Z0-9_]*=/.test(word));
  const [program = ''] = words;
  if (!/^[a-z][\w.-]*$/.test(program) || /\.(?:md|ya?ml|json|toml|sql)$/.test(program)) return undefined;
  return words.length > 1 || programs.has(program) ? words : undefined;
}

/** `npx prettier` allows npx with prettier and nothing else that npx could fetch. */
export function isAllowed(command: NamedCommand, allowed: readonly AllowedTool[]): boolean {
  const words = command.words.map(canonical);
  return allowed.some((tool) => tool.words.map(canonical).every((word, index) => words[index] === word));
}

function canonical(word: string): string {
  return sameProgram[word] ?? word;
}
