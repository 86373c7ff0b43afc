import type { Mode } from '../../core/action.ts';
import type { JournalRecord } from '../../core/journal.ts';
import { canonicalJson } from '../../core/json.ts';
import type { TaskRecord } from '../../core/record.ts';
import type { TrustRoot } from '../../core/trust.ts';
import { readBundle, type OpenBundle } from '../bundle.ts';
import { evidenceFailure } from '../evidence-failure.ts';
import { attestationPath, runFiles, suiteStatementPath, taskStatementPath } from '../paths.ts';
import { predicateTypes } from '../predicate-types.ts';
import { mayAct, runnerRole } from '../roles.ts';
import { attestationsOf, isBox, settledTasks, usedApprovals } from '../run-record.ts';
import type { Statement } from '../schema/statement.ts';
import {
  approvalStatement,
  attestationStatement,
  doneStatement,
  suiteStatement,
  taskStatement,
  type RunFacts,
} from '../statement.ts';
import { attempt, restore, type Report } from './finding.ts';
import { readText } from './read-text.ts';
import type { FileOnDisk } from './walk.ts';

type Disk = ReadonlyMap<string, FileOnDisk>;
type Bundles = ReadonlyMap<string, OpenBundle>;

/** Opens every bundle in `statements/`. Each must be signed by a key with the role that its kind takes. */
export function readStatements(disk: Disk, trust: TrustRoot, mode: Mode, report: Report): Bundles {
  const bundles = new Map<string, OpenBundle>();
  for (const file of disk.values()) {
    if (!file.path.startsWith('statements/')) continue;
    const bundle = attempt(file.path, report, () => openStatement(file, trust, mode));
    if (bundle) bundles.set(file.path, bundle);
  }
  return bundles;
}

function openStatement(file: FileOnDisk, trust: TrustRoot, mode: Mode): OpenBundle {
  const bundle = readBundle(readText(file), trust);
  const role = roleOf(bundle.statement, mode);
  if (mayAct(bundle.key, [role])) return bundle;
  const why = `the key ${bundle.key.name} has the roles ${bundle.key.roles.join(', ')}, and ${role} is needed`;
  throw evidenceFailure({ code: 'evidence.key-role', what: 'The bundle is refused', why, fix: restore });
}

function roleOf(statement: Statement, mode: Mode) {
  if (statement.predicateType === predicateTypes.person) return 'attest';
  if (statement.predicateType === predicateTypes.approval) return 'approve';
  return runnerRole(mode);
}

/** Each statement must say exactly what the journal says: it is built again from the journal and compared. */
export function checkStatements(
  records: readonly JournalRecord[],
  facts: RunFacts,
  { disk, bundles }: { readonly disk: Disk; readonly bundles: Bundles },
  report: Report,
): void {
  const claimed = new Set<string>();
  const check = (path: string, expected: (bundle: OpenBundle) => Statement) => {
    claimed.add(path);
    const bundle = bundles.get(path);
    // One that is there and does not hold was reported when it was opened.
    if (!disk.has(path)) report(missing(path));
    else if (bundle && canonicalJson(bundle.statement) !== canonicalJson(expected(bundle))) report(differs(path));
  };
  const settled = [...settledTasks(records).values()];
  for (const task of settled.filter(({ number }) => !isBox(number))) checkTask(task, facts, check);
  const boxes = settled.filter(({ number }) => isBox(number));
  if (boxes.length > 0) check(runFiles.done, ({ statement }) => doneStatement(facts, boxes, timeOf(statement)));
  for (const [number, attestation] of attestationsOf(records)) {
    const path = attestationPath(number);
    check(path, () => attestationStatement(facts, number, attestation));
    const key = bundles.get(path)?.key;
    if (key && key.name !== attestation.key) report(differs(path));
  }
  for (const { number, approval } of usedApprovals(records)) {
    const { statement: file, key: keyName, ...given } = approval;
    check(file.path, () => approvalStatement(facts, { task: number, ...given }));
    const key = bundles.get(file.path)?.key;
    if (key && key.name !== keyName) report(differs(file.path));
  }
  for (const path of bundles.keys()) if (!claimed.has(path)) report(unclaimed(path));
}

function checkTask(task: TaskRecord, facts: RunFacts, check: (path: string, expected: () => Statement) => void): void {
  check(taskStatementPath(task.number), () => taskStatement(facts, task));
  for (const suite of task.actions.flatMap((action) => action.suites ?? []))
    check(suiteStatementPath(task.number, suite.name), () => suiteStatement(facts, task, suite));
}

function timeOf(statement: Statement): string {
  return statement.predicateType === predicateTypes.done ? statement.predicate.timeCreated : '';
}

function missing(path: string) {
  const what = 'The journal tells of it, and no signed statement that holds is here';
  return { file: path, code: 'evidence.statement-missing', what, fix: restore };
}

function differs(path: string) {
  const what = 'What it states (verdict, subjects or run) is not what the journal says';
  return { file: path, code: 'evidence.statement-differs', what, fix: restore };
}

function unclaimed(path: string) {
  const what = 'It states something that the journal does not tell of';
  return { file: path, code: 'evidence.statement-unclaimed', what, fix: `Remove it. ${restore}` };
}
