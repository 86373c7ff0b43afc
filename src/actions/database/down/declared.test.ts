import { expect, it } from 'vitest';
import { declaredForNothing, declaredWhy } from './declared.ts';
import { downSettings } from './settings.ts';

const none = downSettings.parse({});

it.each([
  ['-- irreversible: old notes\ndrop table a;', 'old notes'],
  ['drop table a;\n  -- Irreversible old notes', 'old notes'],
  ['-- irreversible:', ''],
  ['-- this is irreversible: no\ndrop table a;', undefined],
  ["comment on table a is 'irreversible: no';", undefined],
])('%j says %j', (text, why) => expect(declaredWhy({ version: '1', text }, none)).toBe(why));

it('the config says it as well, and only of migrations that there are', () => {
  const settings = downSettings.parse({ irreversible: { '1': 'old notes', '2': 'gone' } });
  expect(declaredWhy({ version: '1', text: '' }, settings)).toBe('old notes');
  expect(declaredForNothing([{ version: '1' }], settings)).toEqual(['2']);
});

it.each(['supabase/migrations', './supabase/migrations/', 'supabase/down/../migrations/down'])(
  'a folder where the CLI looks is refused: %s',
  (folder) => expect(downSettings.safeParse({ folder }).success).toBe(false),
);
