import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinScrapes, readScrape } from './read.ts';

it('reads what a client library shows: types, labels with every sign, parts of a histogram', async () => {
  const registers = [new Registry()];
  const strange = 'a"b\\c\nd{e},f="g"';
  new Counter({ name: 'runs_total', help: 'x', labelNames: ['what'], registers }).inc({ what: strange });
  new Gauge({ name: 'level', help: 'x', registers }).set(-1.5e-7);
  new Histogram({ name: 'took_seconds', help: 'x', buckets: [1, 3], registers }).observe(2);
  const { families, strange: lines } = readScrape((await registers[0]?.metrics()) ?? '');
  expect(lines).toEqual([]);
  expect(families.get('runs_total')).toEqual({ type: 'counter', series: [{ what: strange }] });
  expect(families.get('level')?.type).toBe('gauge');
  expect(families.get('took_seconds_bucket')?.series.map(({ le }) => le)).toEqual(['1', '3', '+Inf']);
  expect(families.get('took_seconds_count')?.type).toBe('histogram');
});

it('knows a counter of OpenMetrics by its ending, and values that are no finite numbers', () => {
  const { families } = readScrape('# TYPE runs counter\nruns_total 1 1760000000\na NaN\nb +Inf\n# EOF\n');
  expect([...families].map(([name, { type }]) => [name, type])).toEqual([
    ['runs_total', 'counter'],
    ['a', 'unknown'],
    ['b', 'unknown'],
  ]);
});

it('names lines that are none, and reads the rest', () => {
  const { families, strange } = readScrape('<html>\na 1\nb x\n');
  expect([[...families.keys()], strange]).toEqual([['a'], [1, 3]]);
});

it('never throws', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => readScrape(text)).not.toThrow();
    }),
  );
});

it('joins what several targets show', () => {
  const both = joinScrapes([readScrape('a{x="1"} 1'), readScrape('a{x="2"} 1\nb 2')]);
  expect(both.families.get('a')?.series).toEqual([{ x: '1' }, { x: '2' }]);
  expect(both.families.size).toBe(2);
});
