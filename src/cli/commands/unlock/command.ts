import { buildCommand } from '@stricli/core';
import { settling, type CliContext } from '../../app/context.ts';
import { commonFlags, textFlag, type CommonFlags } from '../../app/flags.ts';

export interface UnlockFlags extends CommonFlags {
  readonly reason: string;
  readonly by?: string;
}

export const unlockRoute = buildCommand<UnlockFlags, [string], CliContext>({
  docs: {
    brief: 'End the lock on an environment, with a reason',
    fullDescription:
      'Ends the lock on an environment, whoever holds it: its holder applies nothing more. Who did it, when and why stays\n' +
      "in the environment's database, and the holder is told.",
  },
  parameters: {
    flags: {
      reason: textFlag('TEXT', 'Why it is ended'),
      by: { ...textFlag('NAME', 'Who ends it; the user and the machine when absent'), optional: true },
      ...commonFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [{ placeholder: 'ENVIRONMENT', brief: 'As the config names it', parse: String }],
    },
  },
  loader: async () => settling((await import('./unlock.ts')).unlockCommand),
});
