import { describe, expect, it } from 'vitest';
import type { Item } from '../../../core/order.ts';
import { pathsNamedBy, pathTest } from './allowed-paths.ts';

function item(...codes: string[]): Item {
  return { number: '1', text: '', raw: '', codes, range: { start: 0, end: 0, line: 1 }, children: [] };
}

describe('paths that a task names', () => {
  it.each([
    [['docs/directions/devops.md'], ['docs/directions/devops.md']],
    [['npx prettier --write docs/directions/devops.md'], ['docs/directions/devops.md']],
    [['scripts/backup/'], ['scripts/backup/']],
    [
      ['scripts/ops/check.{mjs,sh}', 'prometheus-alerts.yml'],
      ['prometheus-alerts.yml', 'scripts/ops/check.{mjs,sh}'],
    ],
    [['.github/workflows/health-check.yml'], ['.github/workflows/health-check.yml']],
    [
      [
        '/account_info',
        'justin@hotrodan.com',
        'npm run test:ci',
        '--env',
        '..',
        '../up.md',
        'a/../../b.md',
        '/etc/passwd',
        '.',
      ],
      ['justin@hotrodan.com'],
    ],
  ])('%j', (codes, paths) => {
    expect(pathsNamedBy(item(...codes))).toEqual(paths);
  });
});

describe('paths that a task names in plain words', () => {
  it.each([
    ['Log blockers in feedback/qa/2026-01-02.md.', ['feedback/qa/2026-01-02.md']],
    ['Keep README.md true, “docs/a.md”, and (scripts/ops/).', ['README.md', 'docs/a.md', 'scripts/ops/']],
    ['See docs/a.md: it is old; move docs/b.md, too!', ['docs/a.md', 'docs/b.md']],
    ['Ask staging and/or production (CI/CD, T2/T6, 24/7) about Node.js, e.g. v1.0 at hotrodan.com.', []],
    ['Read https://example.com/docs/a.md and /etc/passwd.md and ../up.md and a/../../b.md.', []],
  ])('%s', (text, paths) => {
    expect(pathsNamedBy({ ...item(), text })).toEqual(paths);
  });
});

describe('paths that are allowed', () => {
  const fits = pathTest([
    'docs/directions/devops.md',
    'feedback/devops/',
    'supabase',
    '*.md',
    'docs/*.md',
    'scripts/ops/check.{mjs,sh}',
    './app/**',
  ]);
  it.each([
    'docs/directions/devops.md',
    'feedback/devops/2025/a.md',
    'supabase/migrations/1.sql',
    'README.md',
    '.hidden.md',
    'docs/x.md',
    'scripts/ops/check.sh',
    'app/a/.b',
    'feedback/devops/',
  ])('%s', (path) => expect(fits(path)).toBe(true));
  it.each([
    'docs/directions/data.md',
    'docs/directions/devops.md.bak',
    'feedback',
    'feedback/manager/a.md',
    'src/supabase',
    'docs/a/b.md',
    '.git/config',
    'scripts/ops/check.py',
  ])('not %s', (path) => expect(fits(path)).toBe(false));
  it.each(['../up', '/etc', '.', '', '..', '/'])('nothing through %j', (pattern) => {
    for (const path of ['a', '../up', 'etc/x', '/etc/passwd']) expect(pathTest([pattern])(path)).toBe(false);
  });
});
