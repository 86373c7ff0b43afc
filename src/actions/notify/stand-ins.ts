import type { StandInRequest } from '../../core/stand-in.ts';
import type { ChannelSettings } from './channels/settings.ts';
import { notifySettings } from './settings.ts';

/** An emulator of each service that a channel speaks to, with the credentials that the config names. */
export function notifyStandIns(settings: unknown, environments: readonly string[]): readonly StandInRequest[] {
  const read = notifySettings.safeParse(settings);
  if (!read.success) return [];
  return Object.values(read.data.channels).flatMap((channel) => {
    const own = standInOf(channel);
    // One GitHub for all environments, as the section `secrets` has it.
    if (channel.kind === 'github-issue') return [own];
    return environments
      .filter((environment) => channel.environments?.includes(environment) ?? true)
      .map((environment) => ({ ...own, environment }));
  });
}

function standInOf(channel: ChannelSettings): StandInRequest {
  if (channel.kind === 'email') {
    const { smtp, user, password } = channel;
    return { service: 'smtp', url: smtp, given: { user }, secrets: { password } };
  }
  if (channel.kind === 'webhook')
    return { service: 'webhook', url: channel.url, given: {}, secrets: { secret: channel.secret } };
  if (channel.kind === 'pagerduty')
    return { service: 'pagerduty', url: channel.url, given: {}, secrets: { key: channel.key } };
  if (channel.kind === 'alertmanager') {
    const prefix = new URL(channel.url).pathname.replace(/\/+$/u, '');
    const secrets = channel.token === undefined ? {} : { token: channel.token };
    return { service: 'alertmanager', url: channel.url, given: { prefix }, secrets };
  }
  const { api, repository, token } = channel;
  // Beside the token of the section `secrets`, which may be another.
  const secrets = { [`issues ${token.secret}`]: token };
  return { service: 'github', url: api, given: { repository }, secrets };
}
