import { buildCommand, buildRouteMap } from '@stricli/core';
import type { Role } from '../../../core/trust.ts';
import { settling, type CliContext, type Target } from '../../app/context.ts';
import { commonFlags, type CommonFlags } from '../../app/flags.ts';

export interface NewKeyFlags extends CommonFlags {
  readonly role: readonly Role[];
}

const create = buildCommand<NewKeyFlags, [string], CliContext>({
  docs: {
    brief: 'Make a signing key and list its public half in prestage.keys',
    fullDescription:
      'Makes a signing key and lists its public half in prestage.keys.\n' +
      'The private half goes to .prestage/keys/NAME.pem, readable by you alone and never committed. Commit prestage.keys:\n' +
      'its review is what makes the key trusted.',
  },
  parameters: {
    flags: {
      role: {
        kind: 'enum',
        values: ['run', 'rehearse', 'approve', 'attest'],
        variadic: ',',
        placeholder: 'ROLE',
        brief: 'What the key may sign: run or rehearse for a runner, approve or attest for a person',
      },
      ...commonFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [{ placeholder: 'NAME', brief: 'Letters, digits, dots and dashes', parse: String }],
    },
  },
  loader: async () => settling((await import('./new.ts')).newKeyCommand),
});

export function loadKeys(brief: string): Target {
  return buildRouteMap({ routes: { new: create }, docs: { brief } });
}
