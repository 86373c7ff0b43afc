import type { ActionContext } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import { healthSettings } from '../../health/settings.ts';
import { readSettings } from '../../settings.ts';
import { notifySettings, type NotifySettings } from '../settings.ts';
import type { ChannelSettings, EmailSettings } from '../channels/settings.ts';

/** The environment, and the config's section, of whoever speaks to people. Throws Failure `notify.no-environment`. */
export function speakerOf(context: ActionContext): { readonly environment: string; readonly settings: NotifySettings } {
  const { environment } = context;
  if (environment === undefined)
    throw new Failure({
      code: 'notify.no-environment',
      what: 'It is not said whose checks are to be told of',
      why: 'each environment has its own incidents, and a message of its own',
      fix: 'Name one: `--env staging`, or `env=staging` in a binding.',
    });
  return { environment, settings: readSettings(context, 'notify', notifySettings) };
}

/** The channels of an environment, in order of name. Throws Failure `notify.not-configured` when nobody would be told. */
export function channelsOf(
  environment: string,
  { channels }: NotifySettings,
): readonly (readonly [string, ChannelSettings])[] {
  const own = Object.entries(channels)
    .filter(([, { environments }]) => environments?.includes(environment) ?? true)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (own.length > 0) return own;
  throw new Failure({
    code: 'notify.not-configured',
    what: `Nobody would be told of ${environment}`,
    why: 'the section `notify` of the config has no channel for it',
    fix: "Add one, such as `notify: { channels: { mail: { kind: 'email', to: […], … } } }`.",
    file: 'prestage.config.ts',
  });
}

export function isEmail(pair: readonly [string, ChannelSettings]): pair is readonly [string, EmailSettings] {
  return pair[1].kind === 'email';
}

/** The names of an environment's checks. Undefined when the section cannot be read: nothing is withdrawn for that. */
export function checksOf(context: ActionContext, environment: string): readonly string[] | undefined {
  const section = context.settings('health');
  if (section === undefined) return undefined;
  const read = healthSettings.safeParse(section);
  if (!read.success) return undefined;
  return Object.entries(read.data.checks)
    .filter(([, { environments }]) => environments?.includes(environment) ?? true)
    .map(([name]) => name)
    .toSorted();
}
