import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { secret, secretNamesIn, secretReference } from './secret-reference.ts';

const section = z.strictObject({ token: secretReference, other: z.record(z.string(), secretReference).optional() });

describe('a reference', () => {
  it('is the same as a call and as data', () => {
    expect(secret('publer_api_key')).toEqual({ secret: 'publer_api_key' });
    expect(section.parse({ token: secret('publer_api_key') }).token.secret).toBe('publer_api_key');
  });
  it.each(['', 'PUBLER', 'a-b', 'a b', '../a', 'a.b.c', 'sk_live_Abc'])('is no %j', (name) => {
    expect(section.safeParse({ token: secret(name) }).success).toBe(false);
  });
  it('is no value that was written in its place', () => {
    expect(section.safeParse({ token: 'sk_live_4f7d' }).success).toBe(false);
    expect(section.safeParse({ token: { secret: 'a', value: 'b' } }).success).toBe(false);
  });
  it('is marked in the JSON Schema', () => {
    expect(z.toJSONSchema(section)).toMatchObject({ properties: { token: { secret: true, type: 'object' } } });
  });
});

it('names are found wherever they stand, each once', () => {
  const config = { a: [{ token: secret('b') }, secret('a')], c: { d: secret('b'), secret: 7, e: null }, f: 'secret' };
  expect(secretNamesIn(config)).toEqual(['a', 'b']);
  expect(secretNamesIn(undefined)).toEqual([]);
});
