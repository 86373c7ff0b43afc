import { buildCommand } from '@stricli/core';
import { settling, type CliContext } from '../../app/context.ts';
import { commonFlags, type CommonFlags } from '../../app/flags.ts';

export const runsRoute = buildCommand<CommonFlags, [], CliContext>({
  docs: { brief: 'List the runs and rehearsals of the workspace, oldest first' },
  parameters: { flags: commonFlags },
  loader: async () => settling((await import('./runs.ts')).runsCommand),
});
