import { exitCodes, strongestExitCode, type ExitCode } from '../../../core/exit-code.ts';
import type { RunRecord, TaskRecord } from '../../../core/record.ts';
import type { Verdict } from '../../../core/verdict.ts';
import { exitCodeOfRun, exitCodeOfTask } from '../../../run/exit.ts';
import { count, list } from '../words/count.ts';
import { safeLine } from '../../../core/untrusted.ts';
import { cut } from '../words/width.ts';
import { partsOf } from './closing.ts';

interface Part {
  readonly task: TaskRecord;
  /** The direction's path. */
  readonly of: string;
}

interface Group {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly parts: readonly Part[];
}

/** Groups that are said in full; what is beyond is counted. */
const mostGroups = 3;
/** Cells of a reason; the list above has it in full. */
const mostReason = 120;
/** Numbers that are named one by one. */
const mostNumbers = 4;

export interface ExitReason {
  readonly code: ExitCode;
  /** `exit 2: 16 tasks are unknown because no action is bound yet.` */
  readonly sentence: string;
}

/** Why a run's exit code is what it is, in words that need no table beside them. */
export function exitReason(records: readonly RunRecord[]): ExitReason {
  const parts = records.flatMap((record) => partsOf(record).map((task) => ({ task, of: record.direction.path })));
  const code = records.length === 0 ? exitCodes.unsettled : strongestExitCode(records.map(exitCodeOfRun));
  const words = why(parts, code, records.length > 1);
  return { code, sentence: `exit ${code}: ${words}${words.endsWith('…') ? '' : '.'}` };
}

function why(parts: readonly Part[], code: ExitCode, several: boolean): string {
  if (parts.length === 0) return 'nothing ran, and no data is never green';
  if (code === exitCodes.settled) return settled(parts);
  const decisive = parts.filter(({ task }) => exitCodeOfTask(task) === code);
  const groups = grouped(decisive).toSorted((a, b) => b.parts.length - a.parts.length);
  const said = groups.slice(0, mostGroups).map((group) => clause(group, several));
  const left = groups.slice(mostGroups).reduce((sum, group) => sum + group.parts.length, 0);
  const words = [...said, ...(left === 0 ? [] : [`and ${left} more for other reasons`])].join('; ');
  return code === exitCodes.internal ? `a fault of Prestage itself: ${words}` : words;
}

function settled(parts: readonly Part[]): string {
  const attested = parts.filter((part) => part.task.verdict === 'attested').length;
  const by = attested === 0 ? 'is verified' : `is settled, ${attested} of them by a person's word`;
  return `everything ${by} (${nouns(parts)})`;
}

function grouped(parts: readonly Part[]): readonly Group[] {
  const groups = Map.groupBy(parts, ({ task }) => `${task.verdict}\n${task.reason ?? ''}`);
  return Array.from(groups.values(), (members) => {
    const task = members[0]?.task;
    return { verdict: task?.verdict ?? 'unknown', reason: task?.reason ?? '', parts: members };
  });
}

function clause(group: Group, several: boolean): string {
  const one = group.parts.length === 1;
  const names = one ? name(group.parts[0], several) : nouns(group.parts) + numbers(group.parts, several);
  const reason = cut(safeLine(group.reason), mostReason).replace(/\.$/u, '');
  return `${names} ${predicate(group.verdict, one)}${reason === '' ? '' : ` because ${reason}`}`;
}

function predicate(verdict: Verdict, one: boolean): string {
  if (verdict === 'failed') return 'failed';
  if (verdict === 'waiting') return one ? 'waits for a person' : 'wait for a person';
  if (verdict === 'skipped') return one ? 'was skipped' : 'were skipped';
  return `${one ? 'is' : 'are'} ${verdict}`;
}

function name(part: Part | undefined, several: boolean): string {
  if (part === undefined) return 'a task';
  const { number } = part.task;
  const what = /^\d/u.test(number) ? `task ${number}` : boxName(number);
  return several ? `${what} of ${safeLine(part.of)}` : what;
}

function boxName(number: string): string {
  return number.startsWith('done-') ? `box ${number.slice('done-'.length)} of the Definition of Done` : `the ${number}`;
}

function nouns(parts: readonly Part[]): string {
  const boxes = parts.filter((part) => part.task.number.startsWith('done-')).length;
  const tasks = parts.filter((part) => /^\d/u.test(part.task.number)).length;
  const others = parts.filter((part) => !/^\d|^done-/u.test(part.task.number)).map((part) => `the ${part.task.number}`);
  const counted = [tasks === 0 ? '' : count(tasks, 'task'), boxes === 0 ? '' : count(boxes, 'box', 'boxes')];
  return list([...counted.filter((words) => words !== ''), ...others]);
}

/** ` (4, 7)`, where that is short enough to help. */
function numbers(parts: readonly Part[], several: boolean): string {
  const plain = parts.every((part) => /^\d/u.test(part.task.number));
  if (several || !plain || parts.length > mostNumbers) return '';
  return ` (${parts.map((part) => part.task.number).join(', ')})`;
}
