import { expect, it } from 'vitest';
import { readTap } from './read.ts';

it('reads names, failures and what was said of them', async () => {
  const report = await readTap('1..2\nok 1 - a\nnot ok 2 - b\n# Failed test 2: "b"\n#         have: 1\n');
  expect(report).toEqual({
    planned: 2,
    tests: [
      { name: 'a', ok: true, diagnostics: [] },
      { name: 'b', ok: false, diagnostics: ['# Failed test 2: "b"', '#         have: 1'] },
    ],
    faults: [],
  });
});

it.each<[string, string, object]>([
  ['a plan at the end', 'ok 1 - a\n1..1\n', { planned: 1 }],
  ['no plan', 'ok 1 - a\n', { tests: [{ name: 'a' }] }],
  ['nothing', 'words\n', { tests: [] }],
  ['more than was planned', '1..1\nok 1\nok 2\n', { planned: 1, tests: [{ name: 'test 1' }, { name: 'test 2' }] }],
  ['skip and todo', '1..2\nok 1 - a # SKIP why\nnot ok 2 - b # TODO\n', { tests: [{ skip: 'why' }, { todo: '' }] }],
  ['all skipped', '1..0 # SKIP no server\n', { planned: 0, skippedAll: 'no server' }],
  ['a bail-out', '1..2\nok 1 - a\nBail out! no rights\n', { bailedOut: 'no rights', tests: [{ name: 'a' }] }],
  ['numbers that do not follow', '1..2\nok 1 - a\nok 1 - b\n', { faults: ['result 2 is numbered 1'] }],
  ['two plans', '1..1\n1..1\nok 1 - a\n', { faults: ['2 plans'] }],
  ['a subtest as one', '1..1\n    ok 1 - inner\n    1..1\nok 1 - outer\n', { tests: [{ name: 'outer' }] }],
])('reads %s', async (_, output, expected) => {
  expect(await readTap(output)).toMatchObject(expected);
});
