import type { Command } from '../../core/command.ts';

/** A script of the workspace's package.json. */
export function runScript(script: string, timeoutMs: number): Command {
  return { program: 'npm', args: ['run', script], timeoutMs };
}
