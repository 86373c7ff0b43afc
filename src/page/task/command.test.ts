import { expect, test } from 'vitest';
import type { CommandRecord } from '../../core/action.ts';
import { command } from '../testing/build.ts';
import { commandBlock } from './command.ts';

const shown = (rest: Partial<CommandRecord>) =>
  commandBlock({ ...command("echo 'a  b'", 40), ...rest })
    .toString()
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ');

test('a command stands as it can be pasted, white space and all', () => {
  expect(commandBlock(command("echo 'a  b'", 40)).toString()).toContain('<code>echo &#39;a  b&#39;</code>');
});

test.each<[Partial<CommandRecord>, string]>([
  [{}, 'exit 0 · 40 ms · at 03:15:00'],
  [{ exitCode: 3 }, 'exit 3 · 40 ms'],
  [{ timedOut: true, signal: 'SIGTERM' }, 'timed out'],
  [{ found: false }, 'program not found'],
  [{ output: 'files/1/a/out.log' }, '· output'],
])('%j ends as %s', (rest, words) => {
  expect(shown(rest)).toContain(words);
});

test('what was ended by a signal has no exit code to show', () => {
  const { exitCode: _none, ...ended } = command('sleep 9', 40);
  expect(commandBlock({ ...ended, signal: 'SIGKILL' }).toString()).toContain('ended by SIGKILL');
  expect(commandBlock(ended).toString()).toContain('no exit code');
});
