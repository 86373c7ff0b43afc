import type { Command } from '../../core/command.ts';

export function version(): Command {
  return { program: 'promtool', args: ['--version'], timeoutMs: 30_000 };
}

export function checkRules(file: string): Command {
  return { program: 'promtool', args: ['check', 'rules', file], timeoutMs: 60_000 };
}

/** `file` names the rules that it tests, relative to itself. */
export function testRules(file: string): Command {
  return { program: 'promtool', args: ['test', 'rules', file], timeoutMs: 300_000 };
}
