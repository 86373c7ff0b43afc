import type { Command } from '../../core/command.ts';

/** Migrations of Supabase run in a transaction that nobody writes down. `paths` are the workspace's. */
export function lint(paths: readonly string[]): Command {
  return { program: 'squawk', args: ['--reporter=json', '--assume-in-transaction', ...paths], timeoutMs: 120_000 };
}
