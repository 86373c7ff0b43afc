import { buildCommand } from '@stricli/core';
import { settling, type CliContext } from '../../app/context.ts';
import { commonFlags, type CommonFlags } from '../../app/flags.ts';

export const statusRoute = buildCommand<CommonFlags, [], CliContext>({
  docs: {
    brief: 'Show where each direction stands, and what waits for whom',
    fullDescription:
      'Shows the newest run and the newest rehearsal of each direction, and under them what waits: for a person, or for\n' +
      'being resumed, with the command that settles it. Evidence for a direction or bindings that changed since is stale.',
  },
  parameters: { flags: commonFlags },
  loader: async () => settling((await import('./status.ts')).statusCommand),
});
