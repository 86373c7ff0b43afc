import { describe, expect, it } from 'vitest';
import { noColours } from '../words/palette.ts';
import { failureLines } from './failure-lines.ts';

const look = { palette: noColours, columns: 60 };

describe('failureLines', () => {
  it('says what, where, why, what was tried and what to do', () => {
    const failure = {
      code: 'direction.budget',
      what: 'The budget "≤ soon" cannot be read',
      why: 'a budget is a number of minutes, tokens or files, and this line has no number in it at all',
      fix: 'Write it as `≤ 45 minutes`.',
      tried: ['minutes', 'tokens'],
      file: 'docs/launch.md',
      line: 12,
    };
    expect(failureLines(failure, look).join('\n')).toMatchInlineSnapshot(`
      "✗ The budget "≤ soon" cannot be read
        at     docs/launch.md:12
        why    a budget is a number of minutes, tokens or files,
               and this line has no number in it at all
        tried  minutes
               tokens
        fix    Write it as \`≤ 45 minutes\`.
        code   direction.budget"
    `);
  });

  it('puts what was found at once under it', () => {
    const problem = {
      code: 'run.missing-tool',
      what: 'flyctl is not on PATH',
      why: 'task 10 calls it',
      fix: 'Install it.',
    };
    const failure = {
      code: 'run.preflight',
      what: 'Not yet',
      why: '2 things',
      fix: 'Mend them.',
      problems: [problem, problem],
    };
    expect(failureLines(failure, look).join('\n')).toMatchInlineSnapshot(`
      "✗ Not yet
        why    2 things
        fix    Mend them.
        code   run.preflight

        ✗ flyctl is not on PATH
          why    task 10 calls it
          fix    Install it.
          code   run.missing-tool

        ✗ flyctl is not on PATH
          why    task 10 calls it
          fix    Install it.
          code   run.missing-tool"
    `);
  });

  it('lets no foreign text out unarmed', () => {
    const evil = '\u001B[2J::error::x';
    const lines = failureLines({ code: 'a.b', what: evil, why: evil, fix: evil, file: evil }, look);
    for (const line of lines) expect(line).not.toMatch(/\p{Cc}|^\s*::/u);
  });
});
