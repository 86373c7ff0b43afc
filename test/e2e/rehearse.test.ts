import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { reportSchema, type Report } from '../../src/core/report.ts';
import { placeOfRun, useClone } from './clone.ts';
import { devops, expected, expectedExitCode, unknownForOtherReasons, verdictsOf } from './expected.ts';
import { alone, hasNamespaces } from './namespace.ts';
import { prestage, said, type Ended } from './prestage.ts';

const clone = useClone();
const ended: Ended[] = [];
const reports: Report[] = [];
const minutes = 60_000;

describe('the README on a fresh clone, twice in a row', () => {
  beforeAll(async () => {
    for (const _ of [1, 2]) ended.push(await prestage(clone(), 'rehearse', '--json'));
    reports.push(...ended.map(({ stdout }) => reportSchema.parse(JSON.parse(stdout))));
  }, 6 * minutes);

  test('one JSON object on stdout, as the committed schema has it', async () => {
    const schema = z.fromJSONSchema(JSON.parse(await readFile('schemas/run-report.json', 'utf8')));
    for (const { stdout } of ended) expect(schema.safeParse(JSON.parse(stdout)).error).toBeUndefined();
  });

  test('the exit code says that not everything is settled', () => {
    expect(ended.map(({ code }) => code)).toEqual([expectedExitCode, expectedExitCode]);
  });

  test('the verdicts are exactly these', () => {
    for (const report of reports) expect(verdictsOf(report)).toEqual(expected);
  });

  test('what is unknown is so because nothing is bound to it', () => {
    for (const report of reports) expect(report.runs.flatMap(unknownForOtherReasons)).toEqual([]);
  });

  test('four runs with four names and four heads', () => {
    const runs = reports.flatMap((report) => report.runs);
    expect(new Set(runs.map(({ run }) => run)).size).toBe(4);
    expect(new Set(runs.map(({ head }) => head)).size).toBe(4);
  });

  test('the workspace is as it was: nothing changed, nothing staged', () => {
    expect(clone().git('status', '--porcelain')).toBe('');
  });

  test('the head is the digest of the last line of the journal', async () => {
    for (const { run, head } of reports.flatMap((report) => report.runs)) {
      const { folder } = await placeOfRun(clone(), run);
      const lines = (await readFile(join(folder, 'journal.jsonl'), 'utf8')).trimEnd().split('\n');
      expect(sha256(lines.at(-1) ?? '')).toBe(head);
    }
  });

  test('every piece of evidence that is named is there', async () => {
    for (const { run, tasks, definitionOfDone } of reports.flatMap((report) => report.runs)) {
      const { copy, folder } = await placeOfRun(clone(), run);
      const paths = [...tasks.flatMap(({ actions }) => actions), ...definitionOfDone].flatMap(
        ({ evidence }) => evidence,
      );
      expect(paths.filter((path) => !existsSync(join(copy, path)))).toEqual([]);
      expect(await readFile(join(folder, 'page.html'), 'utf8')).toContain('<!doctype html>');
    }
  });

  test('the order did what it asks: devops.md is written from the template and staged alone', async () => {
    const { copy } = await placeOfRun(clone(), reports[0]?.runs[0]?.run ?? '');
    const written = await readFile(join(copy, devops), 'utf8');
    expect(written).not.toBe(await readFile(join(clone().workspace, devops), 'utf8'));
    expect(written).toContain('2025-10-17');
    expect(staged(copy)).toEqual([`examples/hotdash/${devops}`]);
    expect(existsSync(join(copy, 'feedback/manager/2025-10-17.md'))).toBe(false);
    expect(await readFile(join(copy, 'feedback/devops/2025-10-17.md'), 'utf8')).toContain('waiting');
  });

  test('the evidence verifies', async () => {
    for (const { run } of reports.flatMap((report) => report.runs)) {
      const verified = await prestage(clone(), 'evidence', 'verify', run);
      expect(verified).toMatchObject({ code: 0 });
    }
  });

  test('one byte more in the journal, and it does not', async () => {
    const run = reports[1]?.runs[1]?.run ?? '';
    await appendFile(join((await placeOfRun(clone(), run)).folder, 'journal.jsonl'), ' ');
    const refused = await prestage(clone(), 'evidence', 'verify', run);
    expect(refused.code).not.toBe(0);
    expect(said(refused)).toContain('journal.jsonl');
  });
});

test.skipIf(!hasNamespaces)('needs unshare: all of that had loopback alone', () => {
  const [program, ...args] = alone([process.execPath, '-p', 'JSON.stringify(Object.keys(os.networkInterfaces()))']);
  expect(JSON.parse(execFileSync(program, args, { encoding: 'utf8' }))).toEqual(['lo']);
});

function staged(copy: string): readonly string[] {
  const names = execFileSync('git', ['diff', '--cached', '--name-only', '-z'], { cwd: copy, encoding: 'utf8' });
  return names.split('\0').filter((name) => name !== '');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
