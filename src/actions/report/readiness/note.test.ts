import fc from 'fast-check';
import { check } from 'prettier';
import { expect, it } from 'vitest';
import type { ActionRecord } from '../../../core/record.ts';
import { runView, task } from '../../testing/run.ts';
import { withBlocks } from '../blocks.ts';
import { noteBlocks } from './note.ts';

/** Always with a word in it: an empty reason is no reason, and no title is no task. */
const hostile = fc
  .oneof(
    fc.string(),
    fc
      .array(
        fc.constantFrom(
          '# ',
          '- ',
          '+ ',
          '1. ',
          '* ',
          '> ',
          '`',
          '``',
          '<!-- prestage:end run -->',
          '_',
          '|',
          '\n',
          ' a',
          '~',
          '&amp;',
          '![x](y)',
          '---',
          '===',
          '\\',
          'é',
        ),
        { maxLength: 6 },
      )
      .map((words) => words.join('')),
  )
  // Of an underscore beside a backslash Prettier makes one more escape than CommonMark needs, or one less.
  .filter((words) => !/_\s*\\|\\\s*_/.test(words))
  .map((words) => `${words}w`);

const scalar = fc.oneof(hostile, fc.integer(), fc.boolean(), fc.constant(null));
const facts = fc.dictionary(
  hostile,
  fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 3 }),
    fc.dictionary(hostile, scalar, { maxKeys: 3 }),
    fc.array(fc.dictionary(fc.constantFrom('file', 'state', 'why'), hostile), { maxLength: 3 }),
  ),
  { maxKeys: 4 },
);

it('is clean for Prettier and holds its own markers alone, whatever was said', async () => {
  await fc.assert(
    fc.asyncProperty(facts, hostile, hostile, hostile, async (facts, reason, asked, title) => {
      const action: ActionRecord = {
        id: 'database.push',
        verdict: 'failed',
        reason,
        asked,
        durationMs: 1,
        commands: [],
        evidence: [],
        facts,
      };
      const run = runView([task('1', { title, verdict: 'failed', reason, actions: [action] })]);
      const blocks = noteBlocks({ mode: 'live' }, run);
      const text = withBlocks('n.md', undefined, 'Readiness', blocks);
      expect(text.match(/^<!-- prestage:/gm)).toHaveLength(2 * blocks.length);
      expect(await check(text, { parser: 'markdown' })).toBe(true);
      expect(withBlocks('n.md', text, 'Readiness', blocks)).toBe(text);
    }),
    { numRuns: 100 },
  );
});
