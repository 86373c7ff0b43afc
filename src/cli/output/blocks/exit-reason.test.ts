import { describe, expect, it } from 'vitest';
import { missingFact } from '../../../core/exit-code.ts';
import type { TaskRecord } from '../../../core/record.ts';
import { run, task, unbound } from '../../testing/records.ts';
import { exitReason } from './exit-reason.ts';

function sentence(...tasks: readonly TaskRecord[]): string {
  return exitReason([run(tasks.filter(isTask), { boxes: tasks.filter((part) => !isTask(part)) })]).sentence;
}

function isTask({ number }: TaskRecord): boolean {
  return /^\d/u.test(number);
}

const failed = (number: string, reason: string): TaskRecord => task(number, 'T', { verdict: 'failed', reason });

describe('exitReason', () => {
  it('says that all is verified, and of what', () => {
    expect(sentence(task('1', 'A'), task('2', 'B'), task('done-1', 'C'))).toBe(
      'exit 0: everything is verified (2 tasks and 1 box).',
    );
  });
  it("does not pass a person's word off as verified", () => {
    const attested = task('2', 'B', { verdict: 'attested' });
    expect(sentence(task('1', 'A'), attested)).toBe(
      "exit 0: everything is settled, 1 of them by a person's word (2 tasks).",
    );
  });
  it('counts what has the same reason', () => {
    const many = Array.from({ length: 16 }, (_, index) => unbound(String(index + 1), 'T'));
    expect(sentence(...many)).toBe('exit 2: 16 tasks are unknown because no action is bound yet.');
  });
  it('names the one that had no credential, and not the failed ones', () => {
    const action = { id: 'health.check', verdict: 'unknown', durationMs: 1, commands: [], evidence: [] } as const;
    const asked = { verdict: 'unknown', reason: 'chatwoot has no credential' } as const;
    const without = task('5', 'T', { ...asked, actions: [{ ...action, facts: { [missingFact]: ['chatwoot'] } }] });
    expect(sentence(failed('1', 'x'), without)).toBe('exit 3: task 5 is unknown because chatwoot has no credential.');
  });
  it('names the one that failed, and not the unknown ones', () => {
    expect(sentence(unbound('1', 'A'), failed('17', '`npm run ci` exited with 1.'))).toBe(
      'exit 1: task 17 failed because `npm run ci` exited with 1.',
    );
  });
  it('puts the biggest group first and counts what does not fit', () => {
    const reasons = ['a', 'b', 'b', 'c', 'd'];
    expect(sentence(...reasons.map((reason, index) => failed(String(index + 1), reason)))).toBe(
      'exit 1: 2 tasks (2, 3) failed because b; task 1 failed because a; task 4 failed because c; and 1 more for other reasons.',
    );
  });
  it('calls boxes boxes', () => {
    expect(sentence(task('1', 'A'), task('done-2', 'B', { verdict: 'unknown', reason: 'no check is bound yet' }))).toBe(
      'exit 2: box 2 of the Definition of Done is unknown because no check is bound yet.',
    );
  });
  it('says who is waited for', () => {
    expect(sentence(task('1', 'A', { verdict: 'waiting', reason: 'QA settles this' }))).toBe(
      'exit 5: task 1 waits for a person because QA settles this.',
    );
  });
  it('owns up to a fault of Prestage', () => {
    const crash = { id: 'a.b', verdict: 'failed', durationMs: 1, commands: [], evidence: [] } as const;
    const died = failed('3', 'TypeError: x');
    const { code, sentence } = exitReason([run([{ ...died, actions: [{ ...crash, facts: { internalError: 'x' } }] }])]);
    expect({ code, sentence }).toEqual({
      code: 4,
      sentence: 'exit 4: a fault of Prestage itself: task 3 failed because TypeError: x.',
    });
  });
  it('says that nothing ran', () => {
    expect(exitReason([])).toEqual({ code: 2, sentence: 'exit 2: nothing ran, and no data is never green.' });
  });
  it('names the direction where several were run', () => {
    const other = { direction: { path: 'docs/b.md', title: 'B', digest: 'd' } };
    expect(exitReason([run([task('1', 'A')]), run([failed('2', 'x')], other)]).sentence).toBe(
      'exit 1: task 2 of docs/b.md failed because x.',
    );
  });
});
