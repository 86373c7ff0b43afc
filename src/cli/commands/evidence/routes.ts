import { buildCommand, buildRouteMap } from '@stricli/core';
import { settling, type CliContext, type Target } from '../../app/context.ts';
import { commonFlags, textFlag, type CommonFlags } from '../../app/flags.ts';
import { showRoute } from '../show/command.ts';

export interface VerifyFlags extends CommonFlags {
  readonly key?: string;
}

const run = {
  kind: 'tuple',
  parameters: [
    {
      placeholder: 'RUN',
      brief: 'The run, or the beginning of its id; the newest when absent',
      parse: String,
      optional: true,
    },
  ],
} as const;

const verify = buildCommand<VerifyFlags, [string?], CliContext>({
  docs: {
    brief: 'Check every digest, signature and record of a run',
    fullDescription:
      'Checks every digest, signature and record of a run, offline. Refuses evidence in which a single byte was\n' +
      "changed and names the file. Trusts the keys of prestage.keys that git's HEAD has too.\n" +
      'Compare the head with the one that was printed when the run ended: a journal whose end was cut off before it\n' +
      'was sealed again shows nowhere else.',
  },
  parameters: {
    flags: {
      key: { ...textFlag('FILE', 'Trust this public key (PEM) instead of prestage.keys'), optional: true },
      ...commonFlags,
    },
    positional: run,
  },
  loader: async () => settling((await import('./verify.ts')).verifyEvidenceCommand),
});

export function loadEvidence(brief: string): Target {
  return buildRouteMap({ routes: { verify, show: showRoute }, docs: { brief } });
}
