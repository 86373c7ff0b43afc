import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { attestSampleRun, listFiles, writeSampleRun, type SampleRun } from './testing/run-folder.ts';
import { verifyRun } from './verify.ts';

describe('any byte of any file', { timeout: 120_000 }, () => {
  let sample: SampleRun;
  let files: readonly string[];

  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'prestage-evidence-'));
    sample = writeSampleRun(folder);
    attestSampleRun(sample);
    files = listFiles(folder);
    return () => rmSync(folder, { recursive: true });
  });

  type Edit = (bytes: Buffer) => Buffer;
  const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const flip = fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(([share, mask]): Edit => (bytes) => {
    const changed = Buffer.from(bytes);
    if (changed.length === 0) return Buffer.from([mask]);
    const at = Math.floor(share * changed.length);
    changed[at] = changed[at]! ^ mask;
    return changed;
  });
  const insert = fc
    .tuple(place, fc.uint8Array({ minLength: 1, maxLength: 3 }))
    .map(([share, added]): Edit => (bytes) => {
      const at = Math.floor(share * (bytes.length + 1));
      return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at)]);
    });
  const remove = fc.tuple(place, fc.integer({ min: 1, max: 40 })).map(([share, length]): Edit => (bytes) => {
    const at = Math.floor(share * bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
  });
  const lines = fc
    .tuple(place, place, fc.constantFrom('swap', 'drop', 'twice'))
    .map(([one, other, how]): Edit => (bytes) => {
      const all = bytes.toString('latin1').split('\n');
      const a = Math.floor(one * all.length);
      const b = Math.floor(other * all.length);
      if (how === 'swap') [all[a], all[b]] = [all[b]!, all[a]!];
      else all.splice(a, how === 'drop' ? 1 : 0, ...(how === 'drop' ? [] : [all[b]!]));
      return Buffer.from(all.join('\n'), 'latin1');
    });

  async function namesIt(path: string, edit: Edit) {
    const file = join(sample.folder, path);
    const before = readFileSync(file);
    const after = edit(before);
    if (after.equals(before)) return;
    writeFileSync(file, after);
    const { ok, findings } = await verifyRun(sample.folder, sample.trust);
    writeFileSync(file, before);
    expect(ok).toBe(false);
    expect(findings.map((finding) => finding.file)).toContain(path);
  }

  it('is refused when it is changed, put in or taken out, and its file named', async () => {
    const anyFile = fc.integer({ min: 0, max: files.length - 1 }).map((index) => files[index]!);
    await fc.assert(fc.asyncProperty(anyFile, fc.oneof(flip, insert, remove, lines), namesIt), { numRuns: 300 });
    expect((await verifyRun(sample.folder, sample.trust)).findings).toEqual([]);
  });

  it('is refused in the journal when lines are taken out, doubled or exchanged', async () => {
    await fc.assert(fc.asyncProperty(fc.constant('journal.jsonl'), lines, namesIt), { numRuns: 60 });
  });

  it('is refused when a whole file goes, comes or changes its name', async () => {
    for (const path of files) {
      const file = join(sample.folder, path);
      renameSync(file, `${file}.away`);
      const renamed = await verifyRun(sample.folder, sample.trust);
      renameSync(`${file}.away`, file);
      expect(renamed.ok).toBe(false);
      expect(renamed.findings.map((finding) => finding.file)).toEqual(expect.arrayContaining([path, `${path}.away`]));
    }
    expect((await verifyRun(sample.folder, sample.trust)).findings).toEqual([]);
  });
});
