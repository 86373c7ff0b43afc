import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { closingLine, summarise, vitestReport, type VitestReport } from '../scripts/vitest-summary.ts';

/** Runs real vitest on one file of tests and reads the report that it writes. */
async function reportOn(source: string): Promise<VitestReport> {
  // Inside the project, so that the file finds vitest.
  const folder = await mkdtemp(join('test', '.tmp-'));
  try {
    await writeFile(join(folder, 'planted.test.ts'), source);
    const report = join(folder, 'report.json');
    const vitest = join('node_modules', 'vitest', 'vitest.mjs');
    const args = [vitest, 'run', join(folder, 'planted.test.ts'), '--reporter=json', `--outputFile=${report}`];
    await new Promise((resolve) => {
      execFile(process.execPath, args, resolve);
    });
    return vitestReport.parse(JSON.parse(await readFile(report, 'utf8')));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const head = "import { describe, expect, test } from 'vitest';\n";

test('counts what vitest counts, and tells planned skips from others', async () => {
  const summary = summarise(
    await reportOn(
      `${head}
      test('a', () => {});
      test('b', () => expect(1).toBe(2));
      test.skip('needs unshare: c', () => {});
      describe.skip('needs unshare: d', () => { test('e', () => {}); });
      test.skip('needs flyctl: f', () => {});
      test.skip('g', () => {});
      test.todo('h');`,
    ),
    ['unshare'],
  );
  expect(closingLine(summary)).toBe('1 passed, 1 failed, 5 skipped');
  expect(summary.failures).toHaveLength(1);
  expect(summary.failures[0]).toContain('expected 1 to be 2');
  expect(summary.unplanned.map((name) => name.split(' > ').at(-1))).toEqual(['needs flyctl: f', 'g', 'h']);
});

test('a file that cannot be loaded is a failure, not nothing', async () => {
  const summary = summarise(await reportOn(`${head}throw new Error('broken on purpose');`), []);
  expect(closingLine(summary)).toBe('0 passed, 1 failed');
  expect(summary.failures[0]).toContain('broken on purpose');
});

test('a set-up that throws is one failure; its tests are not skips that nobody planned', async () => {
  const planted = "describe('d', () => { beforeAll(() => { throw new Error('no set-up'); }); test('a', () => {}); });";
  const summary = summarise(await reportOn(`import { beforeAll } from 'vitest';\n${head}${planted}`), []);
  expect(closingLine(summary)).toBe('0 passed, 1 failed, 1 skipped');
  expect(summary.unplanned).toEqual([]);
});

test('CI plans no skip for what it installs, or what every Debian has', async () => {
  const steps = await readFile('.ci/steps.sh', 'utf8');
  const installed = [...steps.matchAll(/command -v (\w+) >\/dev\/null \|\| missing/g)].map(([, name]) => name);
  const planned: unknown = JSON.parse(await readFile('test/planned-skips.json', 'utf8'));
  expect(installed).toContain('chromium');
  expect(
    z
      .array(z.string())
      .parse(planned)
      .filter((name) => [...installed, 'mount', 'unshare'].includes(name)),
  ).toEqual([]);
});

test('nothing skipped, nothing said of it', () => {
  expect(closingLine({ passed: 2, failed: 0, skipped: 0, failures: [], unplanned: [] })).toBe('2 passed, 0 failed');
});
