import { readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { EvidenceFile } from '../core/action.ts';
import type { Clock } from '../core/clock.ts';
import { exitCodes } from '../core/exit-code.ts';
import { Failure } from '../core/failure.ts';
import type { Attestation, RunRecord, TaskRecord } from '../core/record.ts';
import type { Signer } from '../core/trust.ts';
import { readDirection } from '../direction/read.ts';
import { signStatement } from '../evidence/bundle.ts';
import { readJournal } from '../evidence/chain.ts';
import { attestationPath, runFiles } from '../evidence/paths.ts';
import { isOpenToPeople, runRecordOf } from '../evidence/run-record.ts';
import { attestationStatement } from '../evidence/statement.ts';
import { createCapture, type Capture } from './capture.ts';
import { factsOf } from './facts.ts';
import { runFolderAt } from './folder.ts';
import { openJournal } from './journal.ts';
import { sealAgain } from './seal.ts';
import { provenRecord } from './prove.ts';
import { loadTrust, trustFile, unreviewedOf, whyNot, type GitEnv, type WorkspaceTrust } from './trust.ts';

export interface AttestRequest {
  readonly root: string;
  /** The run's folder, absolute. */
  readonly folder: string;
  /** The task's number. */
  readonly task: string;
  readonly by: string;
  readonly note: string;
  /** Absolute paths of files that the person adds. */
  readonly files: readonly string[];
  /** Gives a key with the role `attest`: asked for when the task is known to wait for one. */
  readonly signer: () => Promise<Signer>;
  readonly clock: Clock;
  readonly env: GitEnv;
}

/** What a word came to, and the name that the trust root gives the key that signed it. */
export interface Attested {
  readonly record: RunRecord;
  readonly key: string;
  readonly trust: WorkspaceTrust;
}

/** Takes a person's word for a task: a statement of its own, one more record in the journal, a new seal over it all. */
export async function attest(request: AttestRequest): Promise<Attested> {
  const { root, clock } = request;
  const capture = createCapture([]);
  const { by, note } = capture.all({ by: request.by, note: request.note });
  const folder = runFolderAt(request.folder, relative(root, request.folder));
  const added = await readFiles(request, capture);
  const trust = await loadTrust(root, request.env);
  const before = await provenRecord(request.folder, trust);
  const task = waitingTask(before, request.task);
  const signer = await request.signer();
  const key = nameOf(signer, trust);
  const files: EvidenceFile[] = [];
  for (const [path, bytes] of added) files.push(await folder.write(path, bytes));
  const attestation: Attestation = { by, note, at: clock.now().toISOString(), key, files, ...unreviewedOf(trust) };
  const statement = attestationStatement(await factsOf(folder, before), task.number, attestation);
  await folder.write(attestationPath(task.number), signStatement(statement, signer));
  const path = join(folder.absolute, runFiles.journal);
  const journal = openJournal(path, clock, before);
  journal.append({ kind: 'task.attested', number: task.number, attestation });
  journal.close();
  const { records, head, count } = readJournal(await readFile(path, 'utf8'));
  const record = runRecordOf(records, head, count);
  const { order } = readDirection(await readFile(join(folder.absolute, runFiles.direction)), runFiles.direction);
  await sealAgain({ signer, folder, record, constraints: order.constraints });
  return { record, key, trust };
}

/** The name that the trust root gives the key: its file may be called otherwise. */
function nameOf(signer: Signer, trust: WorkspaceTrust): string {
  const refusal = whyNot(trust, signer.keyId, 'attest');
  const key = trust.keys.find(({ id }) => id === signer.keyId);
  if (refusal === undefined && key !== undefined) return key.name;
  throw refused(
    'attest.key',
    `The key ${signer.name} may not attest`,
    refusal?.why ?? `${trustFile} does not list it`,
    `${refusal?.fix ?? ''} A rehearsal knows the keys that were listed when it began: rehearse again after you have listed one.`.trim(),
  );
}

/** Only what nobody and nothing has settled can be attested: a person's word does not outweigh a failure. */
function waitingTask(record: RunRecord, number: string): TaskRecord {
  const task = record.tasks.find((candidate) => candidate.number === number);
  if (task === undefined) {
    const known = record.tasks.map((candidate) => candidate.number).join(', ');
    throw refused(
      'attest.no-such-task',
      `The run has no task ${number}`,
      `its tasks are ${known}`,
      'Name one of these numbers.',
    );
  }
  if (isOpenToPeople(task)) return task;
  throw refused(
    'attest.not-waiting',
    `Task ${number} does not wait for a person`,
    `it is ${task.verdict}`,
    'Only waiting tasks, and tasks that no action is bound to, can be attested.',
  );
}

function refused(code: string, what: string, why: string, fix: string): Failure {
  return new Failure({ code, what, why, fix }, exitCodes.usage);
}

/** All of them, by their paths in the run, before anything is written: half a word would spoil the run's evidence. */
async function readFiles({ task, files }: AttestRequest, capture: Capture): Promise<ReadonlyMap<string, Uint8Array>> {
  const read = new Map<string, Uint8Array>();
  for (const file of files) {
    const path = `files/${task}/attest/${capture.name(basename(file))}`;
    if (read.has(path))
      throw refused(
        'attest.same-name',
        `Two of the files are called ${basename(file)}`,
        'they are kept side by side, under their names',
        'Rename one of them.',
      );
    read.set(path, capture.bytes(await readFile(file)));
  }
  return read;
}
