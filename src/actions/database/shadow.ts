import type { ActionContext } from '../../core/action.ts';
import type { Exposure, Scratch } from '../../core/scratch.ts';
import type { CliVersion } from '../../services/supabase/argv.ts';
import { openSupabase, type PushResult } from '../../services/supabase/client.ts';
import { readSettings } from '../settings.ts';
import { databaseSettings } from './settings.ts';
import { keyOfPush } from './shadow-key.ts';

/** A scratch database that the real CLI has pushed the workspace's migrations to. */
export interface Shadow {
  readonly scratch: Scratch;
  /** Whether all of them went through is said by its `error`. */
  readonly push: PushResult;
}

export interface ShadowOptions {
  /** A folder with a `supabase/` of its own, relative to the workspace; the workspace itself when absent. */
  readonly workdir?: string;
  readonly includeSeed?: boolean;
  /** One of `newScratch`, where it was opened before. */
  readonly scratch?: Scratch | undefined;
  /** The CLI's version, where it was asked before. */
  readonly cli?: CliVersion;
  /** Instead of the configured one. */
  readonly exposure?: Exposure;
  /** What is to be there before the first migration. */
  readonly prepare?: (scratch: Scratch) => Promise<void>;
}

/** `--dry-run` executes nothing: what migrations do is seen where they may do it. It is closed when the action is over. */
export async function openShadow(
  context: ActionContext,
  { scratch: opened, cli, prepare, exposure, ...push }: ShadowOptions = {},
): Promise<Shadow> {
  if (opened === undefined && prepare === undefined) return openPushed(context, { cli, exposure, ...push });
  const [supabase, scratch] = await Promise.all([
    openSupabase(context.exec, cli),
    opened ?? newScratch(context, exposure),
  ]);
  await prepare?.(scratch);
  return { scratch, push: await supabase.push(scratch.login, { includeAll: true, ...push }) };
}

type Pushing = Pick<ShadowOptions, 'workdir' | 'includeSeed'> & {
  readonly cli: CliVersion | undefined;
  readonly exposure: Exposure | undefined;
};

/** What pushes that went well came to, by what they depend on. */
const pushed = new Map<string, PushResult>();

/** The same files come to the same by the same CLI: who asks again in this process may get a copy. */
async function openPushed(context: ActionContext, { cli, exposure, ...options }: Pushing): Promise<Shadow> {
  const supabase = await openSupabase(context.exec, cli);
  const { workdir, includeSeed = false } = options;
  const key = await keyOfPush({ root: context.root, workdir, includeSeed, further: [supabase.version.text] });
  let push: PushResult | undefined;
  const run = async ({ login }: Scratch): Promise<boolean> => {
    push = await supabase.push(login, { includeAll: true, ...options });
    if (push.error === undefined && key !== undefined) pushed.set(key, push);
    return push.error === undefined;
  };
  const scratch = await context.scratch({
    exposure: exposure ?? configuredExposure(context),
    ...(key === undefined ? {} : { prepared: { key, prepare: run } }),
  });
  push ??= key === undefined ? undefined : pushed.get(key);
  if (push === undefined) await run(scratch);
  if (push === undefined) throw new Error('nothing was pushed');
  return { scratch, push };
}

export async function newScratch(
  context: ActionContext,
  exposure: Exposure = configuredExposure(context),
): Promise<Scratch> {
  return context.scratch({ exposure });
}

export function configuredExposure(context: ActionContext): Exposure {
  return readSettings(context, 'database', databaseSettings).exposure;
}
