import type { ZodType } from 'zod';
import type { ActionContext } from '../core/action.ts';
import { Failure } from '../core/failure.ts';

/** An area's section of the config, read by the area's own schema. Throws Failure `config.invalid`. */
export function readSettings<Settings>(context: ActionContext, area: string, schema: ZodType<Settings>): Settings {
  const read = schema.safeParse(context.settings(area) ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Failure({
    code: 'config.invalid',
    what: `The config's section \`${area}\` is not valid`,
    why: `${[area, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'it does not fit its schema'}`,
    fix: 'Correct prestage.config.ts.',
    file: 'prestage.config.ts',
  });
}
