import type { Command } from '../../core/command.ts';

/** A script of the workspace's package.json. */
export function runScript(script: string, timeoutMs: number): Command {
  return { program: 'npm', args: ['run', script], timeoutMs };
}

/** A script of another folder's package.json, absolute, which runs there. */
export function runScriptIn(folder: string, script: string, timeoutMs: number): Command {
  return { program: 'npm', args: ['--prefix', folder, 'run', script], timeoutMs };
}
