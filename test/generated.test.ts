import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { documents, generated, renderDocument, renderSchema } from '../scripts/generated.ts';

const renew = 'run `npm run generate` and commit what it writes';

describe('generated files', () => {
  test.each(generated)('$file is what the code says', async (entry) => {
    const committed = await readFile(entry.file, 'utf8').catch(() => '(not there)');
    expect(committed, `${entry.file} is stale: ${renew}`).toBe(await renderSchema(entry));
  });

  test.each(documents)('$file is what the code says', async (document) => {
    const committed = await readFile(document.file, 'utf8').catch(() => '(not there)');
    expect(committed, `${document.file} is stale: ${renew}`).toBe(await renderDocument(document));
  });

  test('every schema comes from the table', async () => {
    const files = (await readdir('schemas')).map((name) => `schemas/${name}`);
    expect(files.toSorted()).toEqual(generated.map(({ file }) => file).toSorted());
  });

  test('the report schema, read back, takes a report and refuses a verdict that nobody gives', async () => {
    const schema = z.fromJSONSchema(JSON.parse(await readFile('schemas/run-report.json', 'utf8')));
    const run = {
      run: '20261123T031500Z-direction-3f9a',
      direction: 'direction.md',
      mode: 'rehearsal',
      verdict: 'verified',
      durationMs: 1,
      tasks: [],
      definitionOfDone: [],
      head: '0'.repeat(64),
      page: 'page.html',
    };
    expect(schema.safeParse({ runs: [run] }).success).toBe(true);
    expect(schema.safeParse({ runs: [{ ...run, verdict: 'green' }] }).success).toBe(false);
    expect(schema.safeParse({ runs: [{ ...run, extra: 1 }] }).success).toBe(false);
  });
});
