import { describe, expect, it } from 'vitest';
import { catalogue } from '../../registry.ts';
import { commandFault, commandsIn } from './commands.ts';

describe('commands in a runbook', () => {
  it('are found in words and in blocks, each once', () => {
    const text =
      'First `prestage rehearse`, then `npx prestage alerts check`.\n\n```sh\n$ prestage rehearse\nprestage alerts drill --scale 10\n```\n';
    expect(commandsIn(text)).toEqual([
      'prestage rehearse',
      'prestage alerts check',
      'prestage alerts drill --scale 10',
    ]);
  });

  it.each([
    ['prestage rehearse', 'none'],
    ['prestage approve RUN --by NAME', 'none'],
    ['prestage health watch', 'none'],
    ['prestage backup create --env staging --apply', 'none'],
    ['prestage alerts render --apply', 'none'],
    ['prestage backup crate --env staging', 'did you mean create'],
    ['prestage alerts drill --speed 3', 'no flag --speed'],
    ['prestage alerts check --apply', 'no flag --apply'],
    ['prestage report metrics --env staging', 'no flag --env'],
    ['prestage guard proven --app', 'no flag --app'],
    ['prestage nonsense', 'there is no command'],
  ])('%s: %s', async (command, fault) => {
    const found = await commandFault(catalogue, command);
    expect(found ?? 'none').toContain(fault);
  });
});
