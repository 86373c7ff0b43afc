/** What a target showed of one name of series, in the text format of Prometheus or OpenMetrics. */
export interface Family {
  /** `unknown` where the target does not say it. */
  readonly type: 'counter' | 'gauge' | 'histogram' | 'summary' | 'unknown';
  readonly series: readonly Readonly<Record<string, string>>[];
}

export interface Scrape {
  /** By the name of the series: of a histogram there are `_bucket`, `_sum` and `_count`. */
  readonly families: ReadonlyMap<string, Family>;
  /** Lines that are none of the format, counted from 1. */
  readonly strange: readonly number[];
}

const types = new Set(['counter', 'gauge', 'histogram', 'summary']);
const sample = /^(?<name>[a-zA-Z_:][\w:]*)(?:\{(?<labels>.*)\})?\s+(?<value>[^\s]+)(?:\s.*)?$/u;
const label = /(?<name>[a-zA-Z_]\w*)="(?<value>(?:[^"\\]|\\.)*)"\s*(?:,|$)/gu;

export function readScrape(text: string): Scrape {
  const declared = new Map<string, Family['type']>();
  const families = new Map<string, { type: Family['type']; series: Record<string, string>[] }>();
  const strange: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const words = line.trim();
    if (words === '') continue;
    if (words.startsWith('#')) {
      const [, kind, name = '', type = ''] = words.split(/\s+/u);
      if (kind === 'TYPE') declared.set(name, isType(type) ? type : 'unknown');
      continue;
    }
    const found = sample.exec(words)?.groups;
    if (found?.['name'] === undefined || !isNumber(found['value'] ?? '')) {
      strange.push(index + 1);
      continue;
    }
    const name = found['name'];
    const family = families.get(name) ?? { type: typeOf(name, declared), series: [] };
    families.set(name, family);
    family.series.push(labelsOf(found['labels'] ?? ''));
  }
  return { families, strange };
}

/** The series of several targets together. */
export function joinScrapes(scrapes: readonly Scrape[]): Scrape {
  const families = new Map<string, Family>();
  for (const scrape of scrapes)
    for (const [name, family] of scrape.families) {
      const known = families.get(name);
      families.set(name, known === undefined ? family : { ...known, series: [...known.series, ...family.series] });
    }
  return { families, strange: scrapes.flatMap(({ strange }) => strange) };
}

function isType(word: string): word is Exclude<Family['type'], 'unknown'> {
  return types.has(word);
}

function isNumber(word: string): boolean {
  return /^(?:[+-]?(?:Inf|inf)|NaN|nan)$/u.test(word) || Number.isFinite(Number(word));
}

/** OpenMetrics names a counter without `_total`; parts of a histogram carry endings of their own. */
function typeOf(name: string, declared: ReadonlyMap<string, Family['type']>): Family['type'] {
  const own = declared.get(name) ?? declared.get(name.replace(/_total$/u, ''));
  if (own !== undefined) return own;
  const base = declared.get(name.replace(/_(?:bucket|sum|count)$/u, ''));
  return base === 'histogram' || base === 'summary' ? base : 'unknown';
}

function labelsOf(text: string): Record<string, string> {
  const found = [...text.matchAll(label)].map(({ groups }): [string, string] => [
    groups?.['name'] ?? '',
    unescaped(groups?.['value'] ?? ''),
  ]);
  return Object.fromEntries(found);
}

function unescaped(value: string): string {
  return value.replaceAll(/\\(.)/gu, (_, sign: string) => (sign === 'n' ? '\n' : sign));
}
