import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { renderPage } from './render.ts';
import { allVerified } from './testing/all-verified.ts';
import { orderExtras } from './testing/extras.ts';
import { mostlyUnknown } from './testing/mostly-unknown.ts';
import { troubled } from './testing/troubled.ts';

const records = { mostlyUnknown, allVerified, troubled };

describe.each(Object.entries(records))('%s', (_name, record) => {
  const page = renderPage(record(), orderExtras);

  test('the same record gives the same bytes, whatever the order of its members', () => {
    const shuffled: unknown = JSON.parse(JSON.stringify(record()), (_key, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toReversed())
        : value,
    );
    expect(renderPage(shuffled as ReturnType<typeof record>, orderExtras)).toBe(page);
  });

  test('the policy allows the one style sheet and nothing else', () => {
    const sheets = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, css = '']) => css);
    expect(sheets).toHaveLength(1);
    const digest = createHash('sha256').update(sheets.join('')).digest('base64');
    expect(page).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;sha256-${digest}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'));
    expect(page).not.toMatch(/<script|<img|<link|\sstyle=|\son\w+=|javascript:/i);
  });

  test('head, digests, run and the way to verify it are there in full', () => {
    const { head, bindingsDigest, direction, run, tasks } = record();
    for (const text of [head, bindingsDigest, direction.digest, `prestage evidence verify ${run}`])
      expect(page).toContain(text);
    for (const { number } of tasks) expect(page).toContain(`id="task-${number}"`);
  });

  test('every reference inside the page leads somewhere, and no id stands twice', () => {
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/(?:href="#|aria-labelledby=")([^"]*)"/g)) expect(ids).toContain(target);
  });
});

test('a rehearsal says so before anything else, and so does a live run', () => {
  const rehearsal = renderPage(mostlyUnknown(), orderExtras);
  expect(rehearsal).toContain('<title>unknown · Rehearsal · devops — Direction</title>');
  expect(rehearsal.indexOf('<strong>Rehearsal</strong>')).toBeLessThan(rehearsal.indexOf('<h1>'));
  const live = renderPage(troubled(), orderExtras);
  expect(live).toContain('<strong>Live run</strong>');
  expect(live.slice(live.indexOf('</head>'))).not.toMatch(/class="[^"]*rehearsal|in rehearsal/);
  expect(live).toContain('For real, on production and staging.');
});

test('a person’s word is named as such', () => {
  expect(renderPage(troubled(), orderExtras)).toContain('attested by Ada Lindqvist');
});
