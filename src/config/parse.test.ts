import { describe, expect, it } from 'vitest';
import { Failure, type FailureData } from '../core/failure.ts';
import { parseConfig } from './parse.ts';

function failureOf(config: unknown): FailureData {
  try {
    parseConfig(config, 'prestage.config.ts');
  } catch (error) {
    if (error instanceof Failure) return error.data;
    throw error;
  }
  throw new Error('the config was accepted');
}

function at(url: string): object {
  return { database: { url: `postgres://${url}`, password: { secret: 'password' } } };
}

describe('parseConfig', () => {
  it('fills in what is not said', () => {
    expect(parseConfig({}, 'prestage.config.ts')).toEqual({ rehearse: [], environments: {}, rehearsal: {} });
  });
  it('refuses an unknown key and names the nearest known one', () => {
    expect(failureOf({ reherse: ['a.md'] })).toMatchObject({
      code: 'config.unknown-key',
      fix: 'Did you mean `rehearse`?',
    });
  });
  it('finds unknown keys inside sections and inside named environments', () => {
    expect(failureOf({ rehearsal: { brunch: 'x' } })).toMatchObject({ fix: 'Did you mean `branch`?' });
    expect(failureOf({ environments: { staging: { prodution: true } } })).toMatchObject({
      what: 'prestage.config.ts has the unknown setting `environments.staging.prodution`',
      fix: 'Did you mean `production`?',
    });
  });
  it('names everything that is wrong at once', () => {
    const failure = failureOf({ rehearse: 'a.md', rehearsal: { branch: 7 }, color: 'red' });
    expect(failure.problems?.map(({ code }) => code).toSorted()).toEqual([
      'config.invalid-value',
      'config.invalid-value',
      'config.unknown-key',
    ]);
  });
  it.each([
    ['me@db.example.com/app', 'admin@DB.example.com:5432/app'],
    [
      'postgres.qkzvmtrbylhwsnxadjop@aws-0-us-east-1.pooler.supabase.com:6543/postgres',
      'me@db.qkzvmtrbylhwsnxadjop.supabase.co/x',
    ],
  ])('refuses a staging at %s whose production is at %s', (staging, production) => {
    const environments = { staging: at(staging), production: { ...at(production), production: true } };
    expect(failureOf({ environments })).toMatchObject({
      code: 'database.is-production',
      what: 'The database of staging is that of production, which is production',
      fix: expect.stringContaining('environments.staging.database.url') as string,
    });
    expect(failureOf({ environments: { ...environments, other: at(production) } }).problems).toHaveLength(2);
  });
  it('takes two productions of one database, and a URL that cannot be read', () => {
    const live = { ...at('me@db.example.com/app'), production: true };
    const environments = { eu: live, us: live, staging: at('db.example.com/app') };
    expect(Object.keys(parseConfig({ environments }, 'prestage.config.ts').environments)).toHaveLength(3);
  });
  it('says so when the file has no default export', () => {
    expect(failureOf(undefined)).toMatchObject({ code: 'config.invalid-value' });
  });
});
