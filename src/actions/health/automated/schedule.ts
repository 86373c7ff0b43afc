import type { Workflow } from './workflow.ts';

/** What is wrong with when it starts; nothing when it starts every night, beside the full hour. */
export function scheduleTroubles({ on }: Workflow): readonly string[] {
  const crons = on.schedule.map(({ cron }) => cron.trim());
  if (crons.length === 0) return ['it has no `on.schedule`: nobody starts it'];
  const daily = crons.filter(isDaily);
  if (daily.length === 0) return [`its schedule \`${crons.join('`, `')}\` does not start it every day`];
  return daily
    .filter((cron) => minuteOf(cron) === 0)
    .map(
      (cron) => `its schedule \`${cron}\` is at a full hour, when GitHub starts late or not at all: take an odd minute`,
    );
}

/** At one minute or several, of any hours, on every day of every month. */
function isDaily(cron: string): boolean {
  const fields = cron.split(/\s+/u);
  const [minute = '', , ...days] = fields;
  return fields.length === 5 && /^[\d,*/-]+$/u.test(minute) && days.every((field) => field === '*');
}

/** The first one: `*` and `*\/15` begin with the hour. */
function minuteOf(cron: string): number {
  const [minute = ''] = cron.split(/\s+/u);
  return minute.startsWith('*') ? 0 : Number.parseInt(minute, 10);
}
