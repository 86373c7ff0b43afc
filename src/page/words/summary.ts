import type { RunRecord, TaskRecord } from '../../core/record.ts';
import { worstOf, type Verdict } from '../../core/verdict.ts';
import { count } from './count.ts';

const leads: Readonly<Record<Verdict, (part: string, several: boolean) => string>> = {
  failed: (part) => `${part} failed`,
  unknown: (part) => `Nothing can be said about ${part}`,
  blocked: (part) => `${part} could not start`,
  degraded: (part, several) => `${part} ${several ? 'work' : 'works'}, but not as ${several ? 'they' : 'it'} should`,
  stale: (part, several) => `${part} ${several ? 'have' : 'has'} evidence of what no longer stands`,
  waiting: (part, several) => `${part} ${several ? 'wait' : 'waits'} for a person`,
  skipped: (part, several) => `${part} ${several ? 'were' : 'was'} skipped`,
  attested: (part, several) => `${part} ${several ? 'rest' : 'rests'} on a person’s word`,
  verified: (part, several) => `${part} ${several ? 'are' : 'is'} verified`,
};

/** The run in one plain sentence, led by what is worst. */
export function taskSentence({ tasks }: RunRecord): string {
  if (tasks.length === 0) return 'The direction has no tasks, so nothing can be said.';
  const worst = worstOf(tasks.map((task) => task.verdict));
  const lead = leads[worst](partOf(tasks, worst, 'task'), countOf(tasks, worst) > 1);
  return capitalised(worst === 'verified' ? `${lead}.` : `${lead}; ${restOf(tasks, worst)}.`);
}

/** The Definition of Done, and the monitoring line and rollback where they are not settled. */
export function doneSentence({ boxes, monitoring, rollback }: RunRecord): string {
  const lines = [boxes.length === 0 ? 'It states no Definition of Done.' : `${boxWords(boxes)}.`];
  if (monitoring !== undefined && monitoring.verdict !== 'verified')
    lines.push(`The monitoring check is ${monitoring.verdict}.`);
  if (rollback !== undefined) lines.push(`The rollback was run and is ${rollback.verdict}.`);
  return lines.join(' ');
}

function boxWords(boxes: readonly TaskRecord[]): string {
  const holding = countOf(boxes, 'verified') + countOf(boxes, 'attested');
  if (boxes.length === 1) return `The one box of the Definition of Done ${holding === 1 ? 'holds' : 'does not hold'}`;
  if (holding === boxes.length) return `All ${holding} boxes of the Definition of Done hold`;
  return `${holding === 0 ? 'None' : holding} of the ${boxes.length} boxes of the Definition of Done ${holding === 1 ? 'holds' : 'hold'}`;
}

function restOf(tasks: readonly TaskRecord[], worst: Verdict): string {
  const verified = countOf(tasks, 'verified');
  const attested = worst === 'attested' ? 0 : countOf(tasks, 'attested');
  const parts = [
    `${verified === 0 ? 'none' : verified} ${verified === 1 ? 'is' : 'are'} verified`,
    ...(attested > 0 ? [`${attested} ${attested === 1 ? 'rests' : 'rest'} on a person’s word`] : []),
  ];
  return parts.join(', ');
}

function partOf(tasks: readonly TaskRecord[], verdict: Verdict, noun: string): string {
  const number = countOf(tasks, verdict);
  if (tasks.length === 1) return `the one ${noun}`;
  return number === tasks.length ? `all ${count(number, noun)}` : `${number} of ${count(tasks.length, noun)}`;
}

function countOf(tasks: readonly TaskRecord[], verdict: Verdict): number {
  return tasks.filter((task) => task.verdict === verdict).length;
}

function capitalised(sentence: string): string {
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
}
