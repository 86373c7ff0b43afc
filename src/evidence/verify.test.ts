import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signStatement } from './bundle.ts';
import { generateKey } from './keys.ts';
import { taskStatementPath } from './paths.ts';
import { taskStatement } from './statement.ts';
import {
  append,
  attestSampleRun,
  listFiles,
  writeEvidence,
  writeSampleRun,
  writeSeal,
  type SampleRun,
} from './testing/run-folder.ts';
import { sampleTasks } from './testing/sample-tasks.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { verifyRun } from './verify.ts';

async function findingsOf(sample: SampleRun) {
  return (await verifyRun(sample.folder, sample.trust)).findings.map(({ file, code }) => `${file} ${code}`);
}

describe('a run that was left alone', () => {
  it('holds, rehearsed and live', async () => {
    for (const mode of ['rehearsal', 'live'] as const) {
      const sample = writeSampleRun(temporaryFolder(), mode);
      const verified = await verifyRun(sample.folder, sample.trust);
      expect(verified.findings).toEqual([]);
      expect(verified.ok).toBe(true);
      expect(verified.seal).toMatchObject({ key: 'runner', head: verified.record?.head, count: 16 });
      expect(verified.record?.verdict).toBe('unknown');
    }
  });

  it('holds after an attestation that the person sealed', async () => {
    const sample = writeSampleRun(temporaryFolder());
    attestSampleRun(sample);
    const verified = await verifyRun(sample.folder, sample.trust);
    expect(verified.findings).toEqual([]);
    expect(verified.seal).toMatchObject({ path: 'seals/0002.sigstore.json', key: 'qa' });
    expect(verified.record?.tasks[2]).toMatchObject({ verdict: 'attested', attestation: { by: 'Q. A.' } });
  });

  it('holds with more files than a statement has subjects', async () => {
    const sample = writeSampleRun(temporaryFolder());
    for (let index = 0; index < 1100; index += 1) writeEvidence(sample.folder, `files/1/many/${index}.txt`, `${index}`);
    writeSeal(sample, 2, sample.runner);
    expect(await findingsOf(sample)).toEqual([]);
    writeEvidence(sample.folder, 'files/1/many/7.txt', 'x');
    expect(await findingsOf(sample)).toEqual(['files/1/many/7.txt evidence.file-changed']);
    rmSync(join(sample.folder, 'seals/0002.files.json'));
    expect(await findingsOf(sample)).toContain('seals/0002.sigstore.json evidence.manifest-changed');
  });
});

describe('a run that was touched', () => {
  it.each([
    ['files/1/direction.render/diff.txt', 'evidence.file-changed'],
    ['direction.md', 'evidence.file-changed'],
    ['page.html', 'evidence.file-changed'],
    ['journal.jsonl', 'evidence.journal-cut'],
    ['statements/task-1.sigstore.json', 'evidence.bundle-not-canonical'],
    ['seals/0001.sigstore.json', 'evidence.bundle-not-canonical'],
  ])('names %s', async (path, code) => {
    const sample = writeSampleRun(temporaryFolder());
    writeFileSync(join(sample.folder, path), ' ', { flag: 'a' });
    expect(await findingsOf(sample)).toContain(`${path} ${code}`);
  });

  it('names missing, unexpected and renamed files', async () => {
    const sample = writeSampleRun(temporaryFolder());
    renameSync(join(sample.folder, 'page.html'), join(sample.folder, 'page2.html'));
    rmSync(join(sample.folder, 'statements/task-2.sigstore.json'));
    mkdirSync(join(sample.folder, 'empty'));
    expect(await findingsOf(sample)).toEqual([
      'page.html evidence.file-missing',
      'page2.html evidence.file-unexpected',
      'statements/task-2.sigstore.json evidence.file-missing',
      'statements/task-2.sigstore.json evidence.file-missing',
      'statements/task-2.sigstore.json evidence.statement-missing',
    ]);
  });

  it('takes no link for a file, and waits for no pipe', async () => {
    const sample = writeSampleRun(temporaryFolder());
    const page = join(sample.folder, 'page.html');
    copyFileSync(page, `${page}.away`);
    rmSync(page);
    symlinkSync(`${page}.away`, page);
    execFileSync('mkfifo', [join(sample.folder, 'files/pipe')]);
    symlinkSync('/etc', join(sample.folder, 'files/2/etc'));
    expect(await findingsOf(sample)).toEqual([
      'files/2/etc evidence.not-a-file',
      'files/pipe evidence.not-a-file',
      'page.html evidence.not-a-file',
      'page.html evidence.file-missing',
      'page.html.away evidence.file-unexpected',
    ]);
  });

  it('sees that the newest seal was taken away', async () => {
    const sample = writeSampleRun(temporaryFolder());
    attestSampleRun(sample);
    rmSync(join(sample.folder, 'seals/0002.sigstore.json'));
    expect(await findingsOf(sample)).toContain('seals/0002.sigstore.json evidence.seal-missing');
  });

  it('sees that an older seal was taken away or exchanged', async () => {
    const sample = writeSampleRun(temporaryFolder());
    attestSampleRun(sample);
    const other = writeSampleRun(temporaryFolder());
    rmSync(join(sample.folder, 'seals/0001.sigstore.json'));
    expect(await findingsOf(sample)).toEqual(['seals/0001.sigstore.json evidence.seal-missing']);
    copyFileSync(join(other.folder, 'seals/0001.sigstore.json'), join(sample.folder, 'seals/0001.sigstore.json'));
    const trust = {
      keys: [...sample.trust.keys, ...other.trust.keys.map((key) => ({ ...key, name: `other ${key.name}` }))],
    };
    expect((await findingsOf({ ...sample, trust })).join()).toContain('seals/0002.sigstore.json evidence.seal-broken');
  });
});

describe('who may say what', () => {
  it('refuses the keys of somebody else, all files named', async () => {
    const sample = writeSampleRun(temporaryFolder());
    const stranger = writeSampleRun(temporaryFolder());
    const found = await findingsOf({ ...sample, trust: stranger.trust });
    const bundles = listFiles(sample.folder).filter((path) => path.endsWith('.sigstore.json'));
    expect(found).toEqual(bundles.map((path) => `${path} evidence.key-untrusted`).toSorted());
  });

  it('takes no rehearsal for a live run: the mode is signed, and its key has to be one for it', async () => {
    const sample = writeSampleRun(temporaryFolder(), 'live');
    const keys = sample.trust.keys.map((key) =>
      key.name === 'runner' ? { ...key, roles: ['rehearse'] as const } : key,
    );
    expect(await findingsOf({ ...sample, trust: { keys } })).toContain('seals/0001.sigstore.json evidence.key-role');
  });

  it('lets a runner vouch for no task as a person, even when its line says that it may', async () => {
    const sample = writeSampleRun(temporaryFolder());
    attestSampleRun({ ...sample, person: { ...sample.runner, name: 'runner' } });
    expect(await findingsOf(sample)).toEqual(['statements/attest-3.sigstore.json evidence.key-role']);
    const keys = sample.trust.keys.map((key) => ({ ...key, roles: [...key.roles, 'attest'] as const }));
    expect(await findingsOf({ ...sample, trust: { keys } })).toEqual([
      'statements/attest-3.sigstore.json evidence.key-role',
    ]);
  });

  it('lets a person seal attestations and nothing else', async () => {
    const changed = writeSampleRun(temporaryFolder());
    writeEvidence(changed.folder, 'files/2/checks.run/ci.log', 'all passed\n');
    writeSeal(changed, 2, changed.person);
    expect(await findingsOf(changed)).toContain('seals/0002.sigstore.json evidence.seal-oversteps');

    const added = writeSampleRun(temporaryFolder());
    writeEvidence(added.folder, 'files/2/more.log', 'x');
    writeSeal(added, 2, added.person);
    expect(await findingsOf(added)).toEqual(['seals/0002.sigstore.json evidence.seal-oversteps']);

    const told = writeSampleRun(temporaryFolder());
    append(told.folder, { kind: 'run.closed', verdict: 'verified', durationMs: 1 });
    writeSeal(told, 2, told.person);
    expect(await findingsOf(told)).toEqual(['seals/0002.sigstore.json evidence.seal-oversteps']);
  });

  it('holds the statements to the journal, even when the runner itself seals what differs', async () => {
    const sample = writeSampleRun(temporaryFolder());
    const [task] = sampleTasks(new Map());
    const lie = taskStatement(sample.facts, { ...task!, number: '4' });
    writeEvidence(sample.folder, taskStatementPath('4'), signStatement(lie, sample.runner));
    writeEvidence(sample.folder, taskStatementPath('9'), signStatement(lie, sample.runner));
    writeSeal(sample, 2, sample.runner);
    expect(await findingsOf(sample)).toEqual([
      'statements/task-4.sigstore.json evidence.file-changed',
      'statements/task-4.sigstore.json evidence.statement-differs',
      'statements/task-9.sigstore.json evidence.statement-unclaimed',
    ]);
  });
});

describe('garbage', () => {
  const { trusted } = generateKey('anybody', ['run']);
  const trust = { keys: [trusted] };

  it('is reported, whatever it is', async () => {
    const folder = temporaryFolder();
    expect(await verifyRun(join(folder, 'nowhere'), trust)).toMatchObject({ ok: false, files: 0 });
    expect((await verifyRun(folder, trust)).ok).toBe(false);
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const garbage = ['', '{}', 'null', '\uFEFF{}', deep, '{"a":1e999}', `${deep}\n`, '{"v":1}\n', '\n\n\n'];
    for (const path of ['journal.jsonl', 'seals/0001.sigstore.json', 'seals/99999999.sigstore.json', 'statements/x'])
      for (const content of garbage) {
        writeEvidence(folder, path, content);
        const { ok, findings } = await verifyRun(folder, trust);
        expect(ok).toBe(false);
        expect(findings.map(({ file }) => file)).toContain(path);
        expect(findings.every(({ what, fix }) => what !== '' && fix !== '')).toBe(true);
      }
  });

  it('is reported as bytes too', async () => {
    const folder = temporaryFolder();
    const paths = fc.constantFrom(
      'journal.jsonl',
      'seals/0001.sigstore.json',
      'statements/done.sigstore.json',
      'report.json',
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(paths, bytes, async (path, content) => {
        writeEvidence(folder, path, '');
        writeFileSync(join(folder, path), content);
        expect((await verifyRun(folder, trust)).ok).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});
