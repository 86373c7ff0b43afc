import { expect, test } from 'vitest';
import { suiteTable } from './suites.ts';

test('a suite that names no test is not shown as green', () => {
  const markup = suiteTable([{ name: 'rls', result: 'PASSED', passed: [], failed: [] }]).toString();
  expect(markup).toContain('passed, but names no test');
  expect(markup).toContain('is-unknown');
  expect(markup).not.toContain('is-verified');
});

test('failed tests are named in the open, passed ones under a fold', () => {
  const markup = suiteTable([
    { name: 'rls', result: 'FAILED', passed: ['reads own'], failed: ['reads <others>'] },
  ]).toString();
  expect(markup.indexOf('reads &lt;others&gt;')).toBeLessThan(markup.indexOf('<details>'));
  expect(markup.indexOf('reads own')).toBeGreaterThan(markup.indexOf('<details>'));
});

const linked = (url: string) =>
  suiteTable([{ name: 'ci', result: 'PASSED', passed: ['a'], failed: [], url }]).toString();

test('only an address on the web becomes a link', () => {
  expect(linked('https://ci.example/1')).toContain('href="https://ci.example/1"');
  expect(linked('javascript:alert(1)')).not.toContain('<a ');
});
