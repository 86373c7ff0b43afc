import { buildCommand } from '@stricli/core';
import { settling, type CliContext } from '../../app/context.ts';
import { commonFlags, textFlag, type CommonFlags } from '../../app/flags.ts';

export interface AttestFlags extends CommonFlags {
  readonly by: string;
  readonly note: string;
  readonly file?: readonly string[];
  readonly key?: string;
}

export const attestRoute = buildCommand<AttestFlags, [string, string], CliContext>({
  docs: {
    brief: "Settle a task by a person's signed word",
    fullDescription:
      "Settles a task by a person's signed word.\n" +
      'For tasks that wait for a person and for tasks that no action is bound to. The word is signed with a key whose\n' +
      'role is `attest`, kept beside the evidence and shown as `attested`, never as `verified`.',
  },
  parameters: {
    flags: {
      by: textFlag('NAME', 'Who says so'),
      note: textFlag('TEXT', 'What was done and seen'),
      file: { ...textFlag('FILE', 'A file that shows it; may be given several times'), variadic: true, optional: true },
      key: {
        ...textFlag('FILE', 'The private key (PEM); else the one in .prestage/keys/ that may attest'),
        optional: true,
      },
      ...commonFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [
        { placeholder: 'RUN', brief: 'The run, or the beginning of its id', parse: String },
        { placeholder: 'TASK', brief: "The task's number", parse: String },
      ],
    },
  },
  loader: async () => settling((await import('./attest.ts')).attestCommand),
});
