import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../src/evidence/redact/rules/rules.ts';
import { exitCodes, strongestExitCode } from '../src/core/exit-code.ts';
import { hazards } from '../src/services/dotenv/parse/hazards.ts';

test('docs/exit-codes.md lists every code, and the order in which they win', async () => {
  const page = await readFile('docs/exit-codes.md', 'utf8');
  const rows = [...page.matchAll(/^\| (\d+) +\| (\w+)/gm)];
  expect(Object.fromEntries(rows.map(([, code, name]) => [name, Number(code)]))).toEqual(exitCodes);

  const written = /the first of these leaves: ([\d, ]+)\./.exec(page)?.[1]?.split(', ').map(Number) ?? [];
  const codes = Object.values(exitCodes);
  const winning = codes.toSorted((a, b) => (strongestExitCode([a, b]) === a ? -1 : 1));
  expect(written).toEqual(winning.filter((code) => code !== 0));
});

test('docs/vault.md lists every line that is refused', async () => {
  const page = await readFile('docs/vault.md', 'utf8');
  const [, table = ''] = page.split('## Lines that are refused');
  const listed = [...table.matchAll(/^\| `([a-z0-9-]+)` /gm)].map(([, name = '']) => name);
  expect(listed.toSorted()).toEqual(Object.keys(hazards).toSorted());
});

test('docs/redaction.md lists every rule, and no other', async () => {
  const page = await readFile('docs/redaction.md', 'utf8');
  const listed = [...page.matchAll(/^\| ((?:`[a-z][a-z-]*`(?:, )?)+) +\|/gm)].flatMap(
    ([, names = '']) => names.match(/[a-z-]+/g) ?? [],
  );
  expect(listed.toSorted()).toEqual([...new Set(rules.map(({ name }) => name))].toSorted());
});

test('what our own pages link to is there', async () => {
  const dead: string[] = [];
  for await (const page of glob(['*.md', 'docs/**/*.md'])) {
    const text = await readFile(page, 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g))
      if (!existsSync(join(dirname(page), target))) dead.push(`${page}: ${target}`);
  }
  expect(dead).toEqual([]);
});
