import type { StandInRequest } from '../../core/stand-in.ts';
import { notifySettings } from './settings.ts';

/** A mail server for every channel that writes mail, with the login that the config names. */
export function notifyStandIns(settings: unknown, environments: readonly string[]): readonly StandInRequest[] {
  const read = notifySettings.safeParse(settings);
  if (!read.success) return [];
  return Object.values(read.data.channels).flatMap((channel) => {
    if (channel.kind !== 'email') return [];
    const { smtp, user, password } = channel;
    return environments
      .filter((environment) => channel.environments?.includes(environment) ?? true)
      .map((environment) => ({ service: 'smtp', environment, url: smtp, given: { user }, secrets: { password } }));
  });
}
