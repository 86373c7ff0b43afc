import { weekdays, type AppSettings } from '../settings.ts';
import type { Gate } from './gate.ts';

export const windowGate: Gate = async ({ context, place }) => {
  const now = context.clock.now();
  const windows = place.own.window;
  if (windows === undefined) return { verdict: 'verified', why: 'it may be deployed at any time' };
  const said = `${weekdays[now.getUTCDay()] ?? ''} ${timeOf(now)} UTC`;
  if (windows.some((window) => isIn(window, now)))
    return { verdict: 'verified', why: `${said} is in the deploy window` };
  const open = windows.map(({ days, from, to }) => `${days.join(', ')} ${from}–${to}`).join('; ');
  return {
    verdict: 'failed',
    why: `${said} is in no deploy window of ${place.environment}`,
    fix: `Wait for it: ${open} UTC. Or change \`deploy.apps.${place.environment}.window\`, which is reviewed in git.`,
  };
};

function isIn({ days, from, to }: NonNullable<AppSettings['window']>[number], now: Date): boolean {
  const day = weekdays[now.getUTCDay()];
  const time = timeOf(now);
  return day !== undefined && days.includes(day) && from <= time && time < to;
}

/** `HH:MM`, so that two of them sort as they follow. */
function timeOf(now: Date): string {
  return now.toISOString().slice(11, 16);
}
