import { buildCommand } from '@stricli/core';
import { settling, type CliContext } from '../../app/context.ts';
import { commonFlags, textFlag, type CommonFlags } from '../../app/flags.ts';

export interface SuperviseFlags extends CommonFlags {
  readonly pass?: readonly string[];
  readonly stream?: boolean;
  readonly withoutModel?: boolean;
  readonly key?: string;
}

const off = { kind: 'boolean', optional: true, withNegated: false } as const;

export const superviseRoute = buildCommand<SuperviseFlags, string[], CliContext>({
  docs: {
    brief: 'Let somebody work in a copy, under the constraints of a direction',
    fullDescription:
      "Starts a command, such as a shell or a coding agent, in a copy of the workspace, under the direction's Allowed\n" +
      'Tools, Touched Directories and Budget, and leaves a signed account of what it did against what it was allowed\n' +
      'under artifacts/ops/supervised/. What it changed is a patch there; the workspace stays as it is.\n' +
      'Write `--` before the command: prestage supervise FILE -- COMMAND…',
    customUsage: ['FILE -- COMMAND…'],
  },
  parameters: {
    flags: {
      pass: {
        ...textFlag('NAME,NAME', 'Environment variables that the command gets; their values are kept nowhere'),
        variadic: ',',
        optional: true,
      },
      stream: { ...off, brief: 'Read its output, for the tokens in it, though a terminal is there' },
      withoutModel: { ...off, brief: 'Say that no model works: no tokens are looked for' },
      key: {
        ...textFlag('FILE', 'The private key (PEM); else PRESTAGE_KEY_FILE, else the one in .prestage/keys/'),
        optional: true,
      },
      ...commonFlags,
    },
    positional: {
      kind: 'array',
      parameter: { placeholder: 'FILE -- COMMAND', brief: 'A direction, and what is to be started', parse: String },
    },
  },
  loader: async () => settling((await import('./supervise.ts')).superviseCommand),
});
