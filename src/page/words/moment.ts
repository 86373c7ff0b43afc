import { type Html, html } from '../html/html.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A moment in UTC, the same on every machine: `23 November 2026, 03:15:00 UTC`. What is no moment is shown as it is. */
export function moment(iso: string): Html {
  const date = dateOf(iso);
  if (date === undefined) return html`${iso}`;
  const day = `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return html`<time datetime="${date.toISOString()}">${day}, ${clock(date)} UTC</time>`;
}

/** The time of day alone, in UTC: `03:15:00`. */
export function timeOfDay(iso: string): Html {
  const date = dateOf(iso);
  if (date === undefined) return html`${iso}`;
  return html`<time datetime="${date.toISOString()}">${clock(date)}</time>`;
}

/** The engine finds a date in almost any text that has a digit; only the journal's own form counts here. */
function dateOf(iso: string): Date | undefined {
  const date = new Date(/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(iso) ? iso : Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Milliseconds since the epoch; NaN for what is no moment. */
export function instant(iso: string): number {
  return dateOf(iso)?.getTime() ?? Number.NaN;
}

function clock(date: Date): string {
  return date.toISOString().slice(11, 19);
}
