import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inputFields } from './input-fields.ts';
import { inputFlags } from './input-flags.ts';

const words = z.union([z.array(z.string()), z.string().transform((word) => [word])]);

const input = z.strictObject({
  to: z.string().describe('path in the workspace'),
  from: z.string().optional(),
  most: z.coerce.number().int().default(20),
  tasks: words.describe('one value or a comma list'),
  kinds: z.array(z.string()).default(['a', 'b']),
  level: z.enum(['low', 'high']).default('low'),
  quiet: z.boolean().default(false),
  date: z.iso.date(),
});

describe('inputFields', () => {
  it('sees through wrappers', () => {
    const fields = inputFields(input).map(({ name, kind, required, fallback }) => [name, kind, required, fallback]);
    expect(fields).toEqual([
      ['to', 'text', true, undefined],
      ['from', 'text', false, undefined],
      ['most', 'number', false, '20'],
      ['tasks', 'list', true, undefined],
      ['kinds', 'list', false, 'a,b'],
      ['level', 'choice', false, 'low'],
      ['quiet', 'boolean', false, 'false'],
      ['date', 'text', true, undefined],
    ]);
  });
  it('takes what the schema says about a member for its help', () => {
    expect(inputFields(input).at(0)?.brief).toBe('path in the workspace');
  });
  it('has none for an action without input', () => expect(inputFields(z.strictObject({}))).toEqual([]));
});

describe('inputFlags', () => {
  it('refuses a member whose name every command has already', () => {
    const fields = inputFields(z.strictObject({ env: z.string() }));
    expect(() => inputFlags('x.y', fields, {})).toThrow('an input cannot be called env');
  });
});
