import type { Scrape } from '../../../services/exposition/read.ts';
import type { AlertsSettings } from '../settings.ts';
import type { Said } from './finding.ts';

/** What a histogram has to have for a definition to mean anything: the bound itself, and one above it. */
export function boundFindings(
  settings: AlertsSettings,
  scrape: Scrape,
): readonly (Said & { readonly alert: string })[] {
  return Object.entries(settings.rules).flatMap(([name, each]) => {
    if (each.kind !== 'latency') return [];
    const bounds = boundsOf(scrape, `${each.metric}_bucket`);
    if (bounds.length === 0) return [];
    const shown = bounds.join(', ');
    if (!bounds.includes(each.under))
      return [
        {
          alert: name,
          rule: 'alerts.no-bound',
          message: `${each.metric} has no bucket that ends at ${each.under} (${shown}): what is slow cannot be counted`,
          fix: `Give the histogram the bound ${each.under}, or let \`under\` be one of those.`,
        },
      ];
    if (Math.max(...bounds) > each.under) return [];
    return [
      {
        alert: name,
        rule: 'alerts.no-bound-above',
        message: `${each.metric} has no bucket above ${each.under}: a quantile is never told to be more`,
        fix: `Give the histogram a bound above ${each.under}.`,
      },
    ];
  });
}

function boundsOf({ families }: Scrape, name: string): readonly number[] {
  const bounds = (families.get(name)?.series ?? [])
    .map(({ le = '' }) => Number(le))
    .filter((bound) => Number.isFinite(bound));
  return [...new Set(bounds)].toSorted((a, b) => a - b);
}
