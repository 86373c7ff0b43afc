import { describe, expect, it } from 'vitest';
import { readSquawk } from './client.ts';

/** As version 2.66.0 prints it. */
const printed = `[{"file":"a.sql","line":2,"column":14,"level":"Warning","message":"It is required.",
  "help":"Make the field nullable","rule_name":"adding-required-field","column_end":40,"line_end":2}]`;

describe('squawk', () => {
  it('counts lines from 0, and we from 1', () => {
    expect(readSquawk({ found: true, stdout: printed, stderr: '' })).toEqual({
      kind: 'findings',
      findings: [{ file: 'a.sql', line: 3, rule: 'adding-required-field', message: 'It is required.' }],
    });
  });
  it('that is not there has found nothing and linted nothing', () => {
    expect(readSquawk({ found: false, stdout: '', stderr: '' })).toEqual({ kind: 'missing' });
  });
  it('that prints something else says why', () => {
    const answer = readSquawk({ found: true, stdout: '', stderr: 'cannot open a.sql\nmore' });
    expect(answer).toEqual({ kind: 'failed', why: 'cannot open a.sql' });
  });
});
