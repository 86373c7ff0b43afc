import { describe, expect, it, test } from 'vitest';
import { diff, push } from './argv.ts';

const url = 'postgres://postgres@db.example.com:5432/postgres';

describe('supabase db push', () => {
  it.each([
    ['3.1.0', ['db', 'push', `--remote=${url}`, '--yes', '--skip-vault', '--output-format=json']],
    ['2.122.1', ['db', 'push', '--db-url', url, '--yes', '--skip-vault', '--output-format=json']],
    ['2.105.0', ['db', 'push', '--db-url', url, '--yes', '--output-format=json']],
    ['2.40.7', ['db', 'push', '--db-url', url, '--yes']],
  ])('of version %s names its target in its own words', (text, args) => {
    const command = push({ major: Number(text[0]), text }, url, { PGPASSFILE: '/a/file' });
    expect(command).toMatchObject({ program: 'supabase', args, env: { PGPASSFILE: '/a/file' } });
  });

  it('is asked for more by flags', () => {
    const wish = { includeAll: true, dryRun: true, workdir: 'there', timeoutMs: 5 };
    const { args, timeoutMs } = push({ major: 2, text: '2.0.0' }, url, {}, wish);
    expect(args.slice(4)).toEqual(['--yes', '--include-all', '--dry-run', '--workdir=there']);
    expect(timeoutMs).toBe(5);
  });
});

test('supabase db diff compares two databases, the first with what it is to become', () => {
  const to = 'postgres://postgres@127.0.0.1:5433/postgres';
  const command = diff({ major: 3, text: '3.1.0' }, url, to, { PGPASSFILE: '/a/file' }, 'there');
  expect(command.args).toEqual([
    'db',
    'diff',
    `--from=${url}`,
    `--to=${to}`,
    '--workdir=there',
    '--output-format=json',
  ]);
  expect(command.env).toEqual({ PGPASSFILE: '/a/file' });
});
