import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import type { EvidenceFile, Mode, Suite } from '../../core/action.ts';
import type { JournalRecord } from '../../core/journal.ts';
import type { Attestation, TaskRecord } from '../../core/record.ts';
import type { Verdict } from '../../core/verdict.ts';
import { journalRecord } from './journal.ts';
import { pathInRun, type mode, type verdict } from './primitive.ts';
import type { ReadonlyDeep } from './readonly-deep.ts';
import type { attestation, evidenceFile, suite, taskRecord } from './record.ts';
import { statementSchema } from './statement.ts';

type Read<Schema extends z.ZodType> = ReadonlyDeep<z.infer<Schema>>;

describe('schemas', () => {
  it('are the core types, member for member', () => {
    expectTypeOf<Read<typeof mode>>().toEqualTypeOf<Mode>();
    expectTypeOf<Read<typeof verdict>>().toEqualTypeOf<Verdict>();
    expectTypeOf<Read<typeof evidenceFile>>().toEqualTypeOf<ReadonlyDeep<EvidenceFile>>();
    expectTypeOf<Read<typeof suite>>().toEqualTypeOf<ReadonlyDeep<Suite>>();
    expectTypeOf<Read<typeof attestation>>().toEqualTypeOf<ReadonlyDeep<Attestation>>();
    expectTypeOf<Read<typeof taskRecord>>().toEqualTypeOf<ReadonlyDeep<TaskRecord>>();
    expectTypeOf<Read<typeof journalRecord>>().toEqualTypeOf<ReadonlyDeep<JournalRecord>>();
  });

  it.each([journalRecord, statementSchema])('can be written as JSON Schema', (schema) => {
    expect(JSON.stringify(z.toJSONSchema(schema))).toContain('"oneOf"');
  });

  it('let no path leave the run', () => {
    for (const path of ['direction.md', 'files/1/a.b/log.txt', 'a/.hidden', 'a..b/c', 'ü'])
      expect(pathInRun.safeParse(path).success).toBe(true);
    for (const path of ['', '/etc', '../x', 'a/../b', 'a//b', './a', 'a/', 'a/..', String.raw`a\b`, '.'])
      expect([path, pathInRun.safeParse(path).success]).toEqual([path, false]);
  });
});
