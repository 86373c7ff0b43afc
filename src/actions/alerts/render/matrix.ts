import { milliseconds } from '../../notify/duration.ts';
import { alignedTable } from '../../aligned-table.ts';
import type { AlertRule } from '../rule.ts';
import type { AlertsSettings } from '../settings.ts';

const shares = [1, 0.8, 0.5, 0.35, 0.2, 0.1, 0.06];

/** What scraping, evaluating and grouping add on the average, in milliseconds: half of an interval each, then the wait. */
export function pathMs({ scrape, evaluate, wait }: Pick<AlertsSettings, 'scrape' | 'evaluate' | 'wait'>): number {
  return milliseconds(scrape) / 2 + milliseconds(evaluate) / 2 + milliseconds(wait);
}

/** How bad, how soon: a table for each definition that is about a share, and one for all that wait for a moment. */
export function matrixLines(rules: readonly AlertRule[], path: number): readonly string[] {
  const byShare = rules.filter(({ detection }) => detection.kind === 'share');
  const since = rules.flatMap((rule) => (rule.detection.kind === 'since' ? [{ rule, ...rule.detection }] : []));
  const groups = [...Map.groupBy(byShare, ({ group }) => group).values()];
  const rows = since.map(({ rule, words, ms }) => [rule.alert, rule.severity, spoken(ms + path), words]);
  return [
    ...groups.flatMap((own) => [...shareTable(own, path), '']),
    ...(rows.length === 0 ? [] : alignedTable(['alert', 'severity', 'how long after', 'what'], rows)),
  ];
}

function shareTable(rules: readonly AlertRule[], path: number): readonly string[] {
  return alignedTable(
    ['share that is bad', ...rules.map(({ alert, severity }) => `${alert} (${severity})`)],
    shares.map((share) => [
      `${Math.round(share * 100)} %`,
      ...rules.map(({ detection }) => soon(detection, share, path)),
    ]),
  );
}

function soon(detection: AlertRule['detection'], share: number, path: number): string {
  const after = detection.kind === 'share' ? detection.after(share) : detection.ms;
  return after === undefined ? 'never' : spoken(after + path);
}

/** In the unit that one would say: to the half minute below two hours, to the quarter of an hour above. */
function spoken(ms: number): string {
  const step = ms < 7_200_000 ? 30_000 : ms < 172_800_000 ? 900_000 : 3_600_000;
  const whole = Math.max(step, Math.ceil(ms / step) * step);
  const minutes = whole / 60_000;
  if (minutes < 120) return `${minutes} min`;
  const hours = minutes / 60;
  return hours < 48 ? `${hours} h` : `${Number((hours / 24).toFixed(1))} d`;
}
