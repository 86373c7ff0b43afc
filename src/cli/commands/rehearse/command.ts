import { buildCommand } from '@stricli/core';
import { settling, type CliContext } from '../../app/context.ts';
import { commonFlags, textFlag, type CommonFlags } from '../../app/flags.ts';

export interface RehearseFlags extends CommonFlags {
  readonly only?: readonly string[];
  readonly from?: string;
  readonly skip?: readonly string[];
  readonly fault?: readonly string[];
}

export const rehearseRoute = buildCommand<RehearseFlags, string[], CliContext>({
  docs: {
    brief: 'Rehearse directions in a copy of the workspace',
    fullDescription:
      'Runs directions in a copy of the workspace, with emulators for every service, and leaves sealed evidence and a\n' +
      'page under .prestage/rehearsals/. Nothing outside of that folder is changed.\n' +
      'Without FILE, the directions that prestage.config.ts lists under `rehearse`.',
  },
  parameters: {
    flags: {
      only: { ...textFlag('N,N', 'Run these tasks alone'), variadic: ',', optional: true },
      from: { ...textFlag('N', 'Run this task and those after it'), optional: true },
      skip: { ...textFlag('N,N', 'Leave these tasks out'), variadic: ',', optional: true },
      fault: {
        ...textFlag('SERVICE:FAULT', 'Let this go wrong with a service; @ENVIRONMENT after it for one alone'),
        variadic: ',',
        optional: true,
      },
      ...commonFlags,
    },
    positional: { kind: 'array', parameter: { placeholder: 'FILE', brief: 'A direction', parse: String } },
  },
  loader: async () => settling((await import('./rehearse.ts')).rehearseCommand),
});
