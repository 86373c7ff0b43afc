import { buildCommand } from '@stricli/core';
import { settling, type CliContext } from '../../app/context.ts';
import { commonFlags, textFlag, type CommonFlags } from '../../app/flags.ts';

export interface ApproveFlags extends CommonFlags {
  readonly by?: string;
  readonly minutes?: number;
  readonly key?: string;
}

export const approveRoute = buildCommand<ApproveFlags, [string, string?], CliContext>({
  docs: {
    brief: 'Approve the plan that a run waits with',
    fullDescription:
      'Shows the plan that a run waits with before it changes production; with --by, signs leave to apply it.\n' +
      'The leave holds for this very plan, once, until it expires. It is signed with a key whose role is `approve`;\n' +
      "a runner's key cannot. Afterwards `prestage resume RUN` makes the plan again, compares it, and applies it.",
  },
  parameters: {
    flags: {
      by: { ...textFlag('NAME', 'Who approves; without it the plan is only shown'), optional: true },
      minutes: {
        kind: 'parsed',
        parse: minutesOf,
        placeholder: 'N',
        brief: 'How long it holds; 60 when absent',
        optional: true,
      },
      key: { ...textFlag('FILE', 'The private key (PEM); else the only one in .prestage/keys/'), optional: true },
      ...commonFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [
        { placeholder: 'RUN', brief: 'The run, or the beginning of its id', parse: String },
        {
          placeholder: 'TASK',
          brief: "The task's number; the one that waits when absent",
          parse: String,
          optional: true,
        },
      ],
    },
  },
  loader: async () => settling((await import('./approve.ts')).approveCommand),
});

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= 24 * 60) return minutes;
  throw new RangeError('--minutes takes a whole number from 1 to 1440');
}
