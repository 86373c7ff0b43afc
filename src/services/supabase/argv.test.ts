import { describe, expect, it } from 'vitest';
import { push } from './argv.ts';

const url = 'postgres://postgres@db.example.com:5432/postgres';

describe('supabase db push', () => {
  it.each([
    [3, ['db', 'push', `--remote=${url}`, '--yes', '--skip-vault', '--output-format=json']],
    [2, ['db', 'push', '--db-url', url, '--yes', '--skip-vault']],
  ])('of version %i names its target in its own words', (major, args) => {
    const command = push({ major, text: `${major}.0.0` }, url, { PGPASSFILE: '/a/file' });
    expect(command).toMatchObject({ program: 'supabase', args, env: { PGPASSFILE: '/a/file' } });
  });

  it('is asked for more by flags', () => {
    const wish = { includeAll: true, dryRun: true, workdir: 'there', timeoutMs: 5 };
    const { args, timeoutMs } = push({ major: 2, text: '2.0.0' }, url, {}, wish);
    expect(args.slice(4)).toEqual(['--yes', '--skip-vault', '--include-all', '--dry-run', '--workdir=there']);
    expect(timeoutMs).toBe(5);
  });
});
