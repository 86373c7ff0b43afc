import { buildCommand } from '@stricli/core';
import { settling, type CliContext } from '../../app/context.ts';
import { commonFlags, type CommonFlags } from '../../app/flags.ts';

export const showRoute = buildCommand<CommonFlags, [string?], CliContext>({
  docs: { brief: 'Show a run: its tasks, verdicts, reasons and what they left' },
  parameters: {
    flags: commonFlags,
    positional: {
      kind: 'tuple',
      parameters: [
        {
          placeholder: 'RUN',
          brief: 'The run, or the beginning of its id; the newest when absent',
          parse: String,
          optional: true,
        },
      ],
    },
  },
  loader: async () => settling((await import('./show.ts')).showCommand),
});
