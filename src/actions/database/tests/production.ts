import { z } from 'zod';
import type { ActionContext } from '../../../core/action.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';

const environments = z.record(z.string(), z.looseObject({ production: z.boolean().default(false) })).catch({});

/** Tests write before they roll back, and take locks. An environment that the config does not know is not known to be harmless. */
export function refuseProduction(context: ActionContext, what: string): string {
  const name = context.environment ?? '';
  const known = environments.parse(context.settings('environments') ?? {});
  if (name !== '' && known[name]?.production === false) return name;
  throw new Failure(
    {
      code: 'database.production',
      what: `${what} are not run on ${name || 'an environment that is not named'}`,
      why:
        name === '' || known[name] === undefined
          ? 'the config does not say that it is not production'
          : 'it is production, and what they write there takes locks until it is rolled back',
      fix:
        'Leave `on` out, so that a scratch database made from the migrations is taken; or name staging: ' +
        '`--on environment --env staging`, in a binding `on=environment env=staging`.',
    },
    exitCodes.usage,
  );
}
