import { buildCommand } from '@stricli/core';
import { settling, type CliContext } from '../../app/context.ts';
import { commonFlags, textFlag, type CommonFlags } from '../../app/flags.ts';
import { choiceFlags } from './choice-flags.ts';

export interface EmulateFlags extends CommonFlags {
  readonly port?: string;
  /** What was chosen of the emulator, by name. */
  readonly [choice: string]: unknown;
}

export const emulateRoute = buildCommand<EmulateFlags, [string?], CliContext>({
  docs: {
    brief: 'Run the local double of a service until Ctrl-C',
    fullDescription:
      'Runs the local double of a service until Ctrl-C, on loopback alone. What a client needs, made-up credentials included, is written to\n' +
      '.prestage/emulators/NAME.env while it runs: source that file. Without NAME, lists what there is.',
  },
  parameters: {
    flags: choiceFlags({
      port: { ...textFlag('PORT', 'The port; a free one when absent'), optional: true },
      ...commonFlags,
    }),
    positional: {
      kind: 'tuple',
      parameters: [{ placeholder: 'NAME', brief: 'The service', parse: String, optional: true }],
    },
  },
  loader: async () => settling((await import('./emulate.ts')).emulateCommand),
});
