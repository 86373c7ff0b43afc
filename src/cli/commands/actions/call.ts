import { z } from 'zod';
import { loadWorkspace } from '../../../config/load.ts';
import type { Action, Outcome, Plan } from '../../../core/action.ts';
import { exitCodeOfOutcome, exitCodes, type ExitCode } from '../../../core/exit-code.ts';
import { shellWords } from '../../../core/shell-words.ts';
import { wordsOfIssue } from '../../../core/input-words.ts';
import { callAction } from '../../../run/one-action.ts';
import type { CliContext } from '../../app/context.ts';
import type { Block } from '../../output/port.ts';
import { misuse } from '../../app/misuse.ts';
import { meansOf } from '../means.ts';
import { workspaceRoot } from '../workspace.ts';
import type { InputField } from './input-fields.ts';
import type { Given } from './input-flags.ts';

/** Plans and shows, applies when asked to, or just looks: what the command of every action does. Nothing to change is looked at too. */
export async function callCommand(
  { cli, output }: CliContext,
  action: Action,
  fields: readonly InputField[],
  flags: Given,
): Promise<ExitCode> {
  const { workspace: named, env: environment, plan: wanted } = textFlags(flags);
  const apply = flags['apply'] === true;
  if (wanted !== undefined && !apply)
    throw misuse('--plan stands without --apply', 'it names the plan that --apply may write', 'Add --apply.');
  const input = readInput(action, fields, flags);
  const workspace = await loadWorkspace(workspaceRoot(cli.cwd, named));
  const call = {
    ...meansOf(workspace, cli, (line) => output.progress(line)),
    action,
    input,
    ...(environment === undefined ? {} : { environment }),
  };
  const result = await callAction(call, apply, wanted);
  if (result.kind === 'planned') {
    const { digest, plan, outcome } = result;
    const told = outcome === undefined ? [] : outcomeBlocks(action, outcome);
    output.payload({ action: action.id, digest, plan, ...(outcome === undefined ? {} : { outcome }) }, [
      ...planBlocks(result, cli.argv),
      ...told,
    ]);
    return outcome === undefined ? exitCodes.settled : exitCodeOfOutcome(outcome);
  }
  output.payload({ action: action.id, outcome: result.outcome }, outcomeBlocks(action, result.outcome));
  return exitCodeOfOutcome(result.outcome);
}

function textFlags(flags: Given): Partial<Record<'workspace' | 'env' | 'plan', string>> {
  const named = ['workspace', 'env', 'plan'].map((name) => [name, flags[name]] as const);
  return Object.fromEntries(named.filter(([, value]) => typeof value === 'string'));
}

function readInput(action: Action, fields: readonly InputField[], flags: Given): unknown {
  const given = fields.map(({ name }) => [name, flags[name]] as const).filter(([, value]) => value !== undefined);
  const read = action.input.safeParse(Object.fromEntries(given));
  if (read.success) return read.data;
  const issues = read.error.issues.map((issue) => `--${issue.path.join('.')}: ${wordsOfIssue(issue, action.input)}`);
  const command = `prestage ${action.id.replace('.', ' ')}`;
  throw misuse(
    `\`${command}\` cannot take these options`,
    issues.join('\n') || z.prettifyError(read.error),
    `See \`${command} --help\`.`,
  );
}

function planBlocks({ plan, digest }: { plan: Plan; digest: string }, argv: readonly string[]): readonly Block[] {
  const rows = plan.changes.map(({ kind, target, summary }) => [kind, target, summary]);
  if (rows.length === 0) return [line(plan.summary), { kind: 'note', text: 'The plan changes nothing.' }];
  return [
    line(plan.summary),
    { kind: 'table', head: ['change', 'what', 'how'], rows },
    line(''),
    line(`plan  ${digest}`),
    { kind: 'note', text: 'Nothing was written. To write exactly this:' },
    { kind: 'command', text: `prestage ${shellWords(argv)} --apply --plan ${digest}` },
  ];
}

function outcomeBlocks(action: Action, outcome: Outcome): readonly Block[] {
  const { verdict, reason, fix, asked, done, table, findings } = outcome;
  return [
    ...(table === undefined ? [] : [{ kind: 'table' as const, ...table }]),
    ...(findings === undefined ? [] : [{ kind: 'findings' as const, findings }]),
    { kind: 'verdict', verdict, text: reason === undefined ? action.id : `${action.id}: ${reason}` },
    ...(fix === undefined || verdict === 'verified' ? [] : [line(`fix    ${fix}`)]),
    ...(asked === undefined ? [] : [line(`asked  ${asked}`)]),
    ...(done === undefined ? [] : [line(`done   ${done}`)]),
  ];
}

function line(text: string): Block {
  return { kind: 'line', text };
}
