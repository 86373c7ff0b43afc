import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Secret } from '../core/secret.ts';
import { createRedactor } from '../evidence/redact.ts';
import { archiveRecord } from './archive.ts';

let root = '';
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'prestage-archive-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = '2025-10-17T03:31:00.000Z';
const folder = (): string => join(root, 'artifacts/ops/health/staging');
const lines = (): string[] =>
  readFileSync(join(folder(), 'index.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
const latest = (): unknown => JSON.parse(readFileSync(join(folder(), 'latest.json'), 'utf8'));

async function archive(number: number, time = at) {
  const clock = { now: () => new Date(time) };
  const redactor = createRedactor([new Secret('token', 'swordfish-123')]);
  const place = { root, area: 'health', environment: 'staging' };
  return archiveRecord(place, { content: { number }, line: { number } }, { clock, redactor });
}

it('records of one millisecond have files of their own, and the last is the latest', async () => {
  const paths = [];
  for (let number = 1; number <= 12; number += 1) paths.push((await archive(number)).path.split('/').at(-1));
  expect(paths.slice(0, 3)).toEqual([
    '20251017T033100000Z.json',
    '20251017T033100000Z-2.json',
    '20251017T033100000Z-3.json',
  ]);
  expect(latest()).toEqual({ number: 12 });
  expect(lines().map((line) => JSON.parse(line).number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

it('a line that was cut spoils none that comes after it', async () => {
  await archive(1);
  appendFileSync(join(folder(), 'index.jsonl'), '{"file":"2025');
  await archive(2);
  await archive(3);
  expect(lines()).toHaveLength(4);
  expect([lines()[0], lines()[2], lines()[3]].map((line) => JSON.parse(line ?? '').number)).toEqual([1, 2, 3]);
});

it('a record that is late does not take the place of a newer one', async () => {
  await archive(2, '2025-10-17T03:32:00.000Z');
  await archive(1, '2025-10-17T03:31:00.000Z');
  expect(latest()).toEqual({ number: 2 });
});

it('several processes at one moment lose nothing and leave no half of anything', async () => {
  const [processes, each] = [3, 5];
  const module = pathToFileURL(join(import.meta.dirname, 'archive.ts')).href;
  const script = `const { archiveRecord } = await import('${module}');
    const [root, own] = process.argv.slice(1);
    const redactor = { text: (text) => text };
    const clock = { now: () => new Date('${at}') };
    const place = { root, area: 'health', environment: 'staging' };
    for (let number = 0; number < ${each}; number += 1)
      await archiveRecord(place, { content: { own, number }, line: { own, number } }, { clock, redactor });`;
  const run = async (own: number) =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, root, String(own)]);
  await Promise.all(Array.from({ length: processes }, (_, own) => run(own)));
  const records = readdirSync(folder()).filter((name) => name.startsWith('2025'));
  const said = lines().map((line) => JSON.parse(line));
  expect(records).toHaveLength(processes * each);
  expect(new Set(said.map(({ own, number }) => `${own}/${number}`)).size).toBe(processes * each);
  for (const { file, own, number } of said)
    expect(JSON.parse(readFileSync(join(folder(), file), 'utf8'))).toEqual({ own, number });
  const last = readFileSync(join(folder(), `20251017T033100000Z-${processes * each}.json`), 'utf8');
  expect(readFileSync(join(folder(), 'latest.json'), 'utf8')).toBe(last);
  expect(readdirSync(folder()).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

it('a secret stops it before a byte is written', async () => {
  const redactor = createRedactor([new Secret('token', 'swordfish-123')]);
  const clock = { now: () => new Date(at) };
  for (const record of [
    { content: { a: 'swordfish-123' }, line: {} },
    { content: {}, line: { a: 'swordfish-123' } },
  ])
    await expect(
      archiveRecord({ root, area: 'health', environment: 'staging' }, record, { clock, redactor }),
    ).rejects.toMatchObject({ data: { code: 'record.holds-secret' } });
  expect(readdirSync(root)).toEqual([]);
});

it('a place that cannot be written is named', async () => {
  mkdirSync(join(root, 'artifacts/ops'), { recursive: true });
  writeFileSync(join(root, 'artifacts/ops/health'), '');
  await expect(archive(1)).rejects.toMatchObject({
    data: { code: 'files.not-a-file', file: expect.stringContaining('artifacts/ops/health') },
  });
});
