import { describe, expect, it } from 'vitest';
import { calendarDate, count, listOfPaths, listOfWords, workspacePath } from './inputs.ts';

describe('inputs', () => {
  it('take a path as git writes it', () => {
    expect(['./docs//a.md', 'docs/', 'a/../b.md', '.', '/'].map((path) => workspacePath.parse(path))).toEqual([
      'docs/a.md',
      'docs',
      'b.md',
      '.',
      '/',
    ]);
    expect(listOfPaths.parse('./a')).toEqual(['a']);
    expect(listOfPaths.parse(['./a', 'b/'])).toEqual(['a', 'b']);
  });

  it('take one value for a list, and words for numbers', () => {
    expect(listOfWords.parse('ci')).toEqual(['ci']);
    expect(count.parse('20')).toBe(20);
  });

  it.each(['2025-02-30', '2025-2-3', 'today'])('refuse the date %s', (date) => {
    expect(calendarDate.safeParse(date).success).toBe(false);
  });

  it.each(['0', '-1', '1.5', 'many'])('refuse the count %s', (text) => {
    expect(count.safeParse(text).success).toBe(false);
  });
});
