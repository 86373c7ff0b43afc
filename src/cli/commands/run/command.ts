import { buildCommand } from '@stricli/core';
import { settling, type CliContext } from '../../app/context.ts';
import { commonFlags, textFlag, type CommonFlags } from '../../app/flags.ts';

export interface RunFlags extends CommonFlags {
  readonly only?: readonly string[];
  readonly from?: string;
  readonly skip?: readonly string[];
  readonly dryRun?: boolean;
  readonly key?: string;
  readonly withoutLock?: string;
}

export const runRoute = buildCommand<RunFlags, [string], CliContext>({
  docs: {
    brief: 'Run a direction for real, in this workspace',
    fullDescription:
      'Runs a direction for real, in this workspace, and leaves sealed evidence under artifacts/ops/runs/.\n' +
      'It signs with the key that prestage.keys gives the role `run`. A run that is cut goes on with `prestage resume`.\n' +
      'With --dry-run every action of every selected task is planned and shown: nothing is written, nobody is asked, no\n' +
      'check is called, and no key is needed.',
  },
  parameters: {
    flags: {
      only: { ...textFlag('N,N', 'Run these tasks alone'), variadic: ',', optional: true },
      from: { ...textFlag('N', 'Run this task and those after it'), optional: true },
      skip: { ...textFlag('N,N', 'Leave these tasks out'), variadic: ',', optional: true },
      dryRun: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'Plan and show, and change nothing',
      },
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
    positional: { kind: 'tuple', parameters: [{ placeholder: 'FILE', brief: 'The direction', parse: String }] },
  },
  loader: async () => settling((await import('./run.ts')).runCommand),
});
