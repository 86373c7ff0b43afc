import { durationWords } from './duration.ts';

/** How long something lasted that lasts for minutes at least: whole days are said as days, and nothing under a minute. */
export function spanWords(ms: number): string {
  if (!Number.isFinite(ms) || ms < 60_000) return 'less than a minute';
  const days = Math.floor(ms / 86_400_000);
  if (days < 2) return plain(Math.round(ms / 60_000) * 60_000);
  const rest = ms - days * 86_400_000;
  return rest < 60_000 ? `${days} days` : `${days} days ${plain(Math.floor(rest / 60_000) * 60_000)}`;
}

function plain(ms: number): string {
  return durationWords(ms).replaceAll('\u00A0', ' ');
}
