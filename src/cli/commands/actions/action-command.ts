import { buildCommand } from '@stricli/core';
import type { Action } from '../../../core/action.ts';
import { settling, type CliContext, type Target } from '../../app/context.ts';
import { commonFlags, textFlag } from '../../app/flags.ts';
import { inputFields } from './input-fields.ts';
import { inputFlags, type Given } from './input-flags.ts';

const env = { ...textFlag('NAME', 'The environment it acts on, such as staging'), optional: true } as const;
const apply = { kind: 'boolean', optional: true, withNegated: false, brief: 'Write what the plan says' } as const;
const plan = {
  ...textFlag('DIGEST', 'With --apply: refuse when the plan is no longer this one'),
  optional: true,
} as const;

/** The command of an action: its flags, its help and its binding arguments come from the one definition. */
export function actionTarget(action: Action): Target {
  const fields = inputFields(action.input);
  const changes = action.effects === 'none' ? {} : { apply, plan };
  const where = action.effects === 'workspace' && action.isOfEnvironment !== true ? {} : { env };
  return buildCommand<Given, [], CliContext>({
    docs: { brief: action.summary, fullDescription: fullDescription(action) },
    parameters: { flags: inputFlags(action.id, fields, { ...where, ...changes, ...commonFlags }) },
    loader: async () => {
      const { callCommand } = await import('./call.ts');
      return settling<Given, []>(async (context, flags) => callCommand(context, action, fields, flags));
    },
  });
}

function fullDescription(action: Action): string {
  if (action.effects === 'none') return `${action.summary}.\nA check: it looks and says, and changes nothing.`;
  return `${action.summary}.\nShows its plan; --apply writes.`;
}
