import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EvidenceFile, Mode } from '../../core/action.ts';
import { genesis, type JournalEntry } from '../../core/journal.ts';
import { canonicalJson } from '../../core/json.ts';
import type { Attestation, TaskRecord } from '../../core/record.ts';
import type { Signer, TrustRoot } from '../../core/trust.ts';
import { signStatement } from '../bundle.ts';
import { formatRecord, readJournal } from '../chain.ts';
import { sha256 } from '../digest.ts';
import { generateKey } from '../keys.ts';
import { attestationPath, runFiles, suiteStatementPath, taskStatementPath } from '../paths.ts';
import { reportOf } from '../report.ts';
import { isBox, runRecordOf } from '../run-record.ts';
import { planSeal } from '../seal.ts';
import { attestationStatement, doneStatement, suiteStatement, taskStatement, type RunFacts } from '../statement.ts';
import { sampleFiles, sampleTasks } from './sample-tasks.ts';

const run = '20261123T031500Z-devops-3f9a';
const at = '2026-11-23T03:15:00.000Z';

/** A run's folder as the run room leaves it, real in every byte, and the keys that it was made with. */
export interface SampleRun {
  readonly folder: string;
  readonly trust: TrustRoot;
  readonly facts: RunFacts;
  readonly runner: Signer;
  readonly person: Signer;
}

export function writeSampleRun(folder: string, mode: Mode = 'rehearsal'): SampleRun {
  const runner = generateKey('runner', [mode === 'live' ? 'run' : 'rehearse']);
  const person = generateKey('qa', ['attest']);
  const direction = writeEvidence(folder, runFiles.direction, '# DevOps — Direction\n\n- [x] done\n');
  const bindings = writeEvidence(folder, runFiles.bindings, 'tasks: []\n');
  const sample: SampleRun = {
    folder,
    trust: { keys: [runner.trusted, person.trusted] },
    facts: {
      run,
      mode,
      directionDigest: sha256('# DevOps — Direction\n\n- [ ] done\n'),
      bindingsDigest: bindings.sha256,
      prestage: '0.0.0',
      inputs: [direction, bindings],
    },
    runner: runner.signer,
    person: person.signer,
  };
  writeTasks(sample);
  writeRenderings(sample);
  writeSeal(sample, 1, sample.runner);
  return sample;
}

/** Adds a person's word for task 3 and seals again by the person's key, as `prestage attest` does. */
export function attestSampleRun(sample: SampleRun): void {
  const file = writeEvidence(sample.folder, 'files/3/attest/notes.md', 'Links are in the daily report.\n');
  const attestation: Attestation = { by: 'Q. A.', note: 'Done with QA.', at, key: sample.person.name, files: [file] };
  const statement = attestationStatement(sample.facts, '3', attestation);
  writeEvidence(sample.folder, attestationPath('3'), signStatement(statement, sample.person));
  append(sample.folder, { kind: 'task.attested', number: '3', attestation });
  writeRenderings(sample);
  writeSeal(sample, 2, sample.person);
}

/** Seals the folder as it is now. */
export function writeSeal({ folder }: SampleRun, number: number, signer: Signer): void {
  const files = listFiles(folder).filter((path) => !path.startsWith('seals/'));
  const before = listFiles(folder)
    .filter((path) => /^seals\/\d+\.sigstore/.test(path))
    .at(-1);
  const previous = before === undefined ? {} : { previous: sha256(readFileSync(join(folder, before))) };
  const seal = planSeal(
    number,
    { record: recordOf(folder), ...previous },
    files.map((path) => digested(folder, path)),
  );
  if (seal.manifest) writeEvidence(folder, seal.manifest.path, seal.manifest.content);
  writeEvidence(folder, seal.path, signStatement(seal.statement, signer));
}

/** Adds a record to the journal, in its chain. */
export function append(folder: string, entry: JournalEntry): void {
  const path = join(folder, runFiles.journal);
  const { head, count } = isThere(folder, runFiles.journal)
    ? readJournal(readFileSync(path, 'utf8'))
    : { head: genesis, count: 0 };
  writeFileSync(path, `${formatRecord(count + 1, head, at, entry).line}\n`, { flag: 'a' });
}

/** Every file, relative, in order. */
export function listFiles(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).toSorted();
}

export function writeEvidence(folder: string, path: string, content: string): EvidenceFile {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
  return digested(folder, path);
}

function writeTasks({ folder, facts, runner }: SampleRun): void {
  const { run, mode, bindingsDigest, prestage } = facts;
  const kept = Object.entries(sampleFiles).map(([path, content]) => writeEvidence(folder, path, content));
  const settled = sampleTasks(new Map(kept.map((file) => [file.path, file])));
  const direction = { path: 'docs/directions/devops.md', title: 'DevOps — Direction', digest: facts.directionDigest };
  const tasks = settled.filter(({ number }) => /^\d/.test(number)).map(({ number, title }) => ({ number, title }));
  append(folder, { kind: 'run.opened', run, mode, direction, bindingsDigest, prestage, tasks });
  for (const task of settled) {
    append(folder, { kind: 'task.started', number: task.number, title: task.title });
    append(folder, { kind: 'task.settled', task: { ...task, statements: signTask(folder, facts, task, runner) } });
  }
  const boxes = settled.filter(({ number }) => isBox(number));
  writeEvidence(folder, runFiles.done, signStatement(doneStatement(facts, boxes, at), runner));
  append(folder, { kind: 'run.closed', verdict: 'unknown', durationMs: 1500 });
}

function signTask(folder: string, facts: RunFacts, task: TaskRecord, runner: Signer): readonly EvidenceFile[] {
  if (isBox(task.number)) return [];
  const suites = task.actions.flatMap((action) => action.suites ?? []);
  return [
    writeEvidence(folder, taskStatementPath(task.number), signStatement(taskStatement(facts, task), runner)),
    ...suites.map((suite) => {
      const bundle = signStatement(suiteStatement(facts, task, suite), runner);
      return writeEvidence(folder, suiteStatementPath(task.number, suite.name), bundle);
    }),
  ];
}

function writeRenderings({ folder }: SampleRun): void {
  const prefix = `artifacts/ops/runs/${run}`;
  const record = recordOf(folder);
  writeEvidence(folder, runFiles.report, canonicalJson(reportOf(record, prefix, `${prefix}/page.html`)));
  writeEvidence(folder, runFiles.page, `<!doctype html><title>${record.head}</title>\n`);
}

function recordOf(folder: string) {
  const { records, head, count } = readJournal(readFileSync(join(folder, runFiles.journal), 'utf8'));
  return runRecordOf(records, head, count);
}

function digested(folder: string, path: string): EvidenceFile {
  const bytes = readFileSync(join(folder, path));
  return { path, sha256: sha256(bytes), bytes: bytes.length };
}

function isThere(folder: string, path: string): boolean {
  return listFiles(folder).includes(path);
}
