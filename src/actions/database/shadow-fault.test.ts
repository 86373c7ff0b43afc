import { describe, expect, test } from 'vitest';
import { shadowFault } from './shadow-fault.ts';

const at = '20250101000000_one.sql';
const fault = (message: string) => shadowFault({ error: { code: 'DbPushApplyError', message }, begun: [at] });

describe('what a scratch database lacks says nothing of the migrations', () => {
  test.each([
    ['ERROR: extension "pg_net" is not available (SQLSTATE 0A000)', 'pg_net', 'pg_available_extensions'],
    ['ERROR: extension "vector" is not available', 'vector', 'postgresql-NN-pgvector'],
    [
      'ERROR: could not open extension control file "/usr/share/postgresql/15/extension/http.control"',
      'http',
      'postgresql-NN-http',
    ],
    ['ERROR: pg_cron can only be loaded via shared_preload_libraries', 'pg_cron', 'loads it at its start'],
    [
      'ERROR: schema "cron" does not exist (SQLSTATE 3F000)\nAt statement: 1',
      'pg_cron',
      'create extension if not exists pg_cron',
    ],
    ['ERROR: schema "net" does not exist', 'pg_net', 'create extension if not exists pg_net'],
    ['ERROR: type "vector" does not exist (SQLSTATE 42704)', 'vector', 'create extension if not exists vector'],
    ['ERROR: type "extensions.halfvec" does not exist', 'vector', 'postgresql-NN-pgvector'],
    ['ERROR: access method "hnsw" does not exist', 'vector', 'postgresql-NN-pgvector'],
    ['ERROR: function http_get(unknown) does not exist', 'http', 'create extension if not exists http'],
    ['ERROR: type "geography" does not exist', 'postgis', 'postgresql-NN-postgis-3'],
    [
      'ERROR: function pgmq.create(unknown) does not exist\nERROR: schema "pgmq" does not exist',
      'pgmq',
      'pg_available',
    ],
  ])('%s', (message, extension, way) => {
    const found = fault(message);
    expect(found?.verdict).toBe('unknown');
    expect(found?.words).toMatch(new RegExp(`^20250101000000_one\\.sql (?:needs|uses) the extension ${extension}, `));
    expect(found?.words).toContain(way);
  });
});

test.each([
  'ERROR: relation "content_entries" does not exist (SQLSTATE 42P01)',
  'ERROR: schema "network" does not exist',
  'ERROR: type "vectors" does not exist',
  'ERROR: function https_only() does not exist',
  'ERROR: syntax error at or near "tabel"',
])('what is wrong with the migrations themselves fails: %s', (message) => {
  expect(fault(message)).toMatchObject({ verdict: 'failed', words: expect.stringContaining(at) });
});

test('what went through has no fault', () => {
  expect(shadowFault({ begun: [at] })).toBeUndefined();
});
