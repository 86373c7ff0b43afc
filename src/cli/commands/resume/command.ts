import { buildCommand } from '@stricli/core';
import { settling, type CliContext } from '../../app/context.ts';
import { commonFlags, textFlag, type CommonFlags } from '../../app/flags.ts';

export interface ResumeFlags extends CommonFlags {
  readonly key?: string;
  readonly withoutLock?: string;
}

export const resumeRoute = buildCommand<ResumeFlags, [string], CliContext>({
  docs: {
    brief: 'Go on with a run that was cut, or that waited',
    fullDescription:
      'Goes on with a run that was cut (killed, interrupted, out of room), or that waited for an approval or for a word\n' +
      'that has been given since. Nothing that was settled runs again. An action that was at work when the run was cut is\n' +
      'settled by looking: what is done is not done twice, and what cannot be told is `unknown`.\n' +
      'Refused when the direction or its bindings changed since, and while another process works on them.',
  },
  parameters: {
    flags: {
      key: {
        ...textFlag('FILE', 'The private key (PEM); else PRESTAGE_KEY_FILE, else the one in .prestage/keys/'),
        optional: true,
      },
      withoutLock: {
        ...textFlag('REASON', 'Go on when the database of a lock is down; the evidence shows it'),
        optional: true,
      },
      ...commonFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [{ placeholder: 'RUN', brief: 'The run, or the beginning of its id', parse: String }],
    },
  },
  loader: async () => settling((await import('./resume.ts')).resumeCommand),
});
