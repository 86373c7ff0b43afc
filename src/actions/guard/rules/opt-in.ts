import { z } from 'zod';
import type { GuardFinding } from '../finding.ts';
import type { Policy, Waiver } from '../policy/schema.ts';
import type { Subject } from '../subject.ts';
import { byField } from '../waiver.ts';
import { blocksIn } from './block.ts';

/** What somebody allowed, in a field that a program can read. */
export interface OptIn {
  readonly approver: string;
  readonly reason: string;
}

export interface WideChange extends OptIn {
  readonly cap: number;
  readonly lines?: number;
}

/** None is asked for, or one is granted, or one is refused and says why. */
export type Asked<Granted> = { readonly granted?: Granted; readonly findings: readonly GuardFinding[] };

const fields = {
  reason: z.string(),
  expires: z.iso.date(),
  approver: z.string().min(1),
  commit: z.string(),
};
const policyFields = z.strictObject(fields);
const number = z.coerce.number().int().positive();
const wideFields = z.strictObject({ ...fields, cap: number, lines: number.optional() });

export function askedWide(subject: Subject): Asked<WideChange> {
  const waiver = subject.policy.wideChange;
  const blocks = blocksOf(subject, 'wide-change', waiver);
  if (blocks === undefined) return { findings: [] };
  const read = wideFields.safeParse(blocks[0]);
  const faults = [...faultsOf(subject, waiver, blocks, read), ...aboveCap(subject.policy, read.data)];
  const [fault] = faults;
  if (fault !== undefined || !read.success) return { findings: [refusal(subject, 'wide-change', waiver, fault)] };
  const { approver, reason, cap, lines } = read.data;
  return { granted: { approver, reason, cap, ...(lines === undefined ? {} : { lines }) }, findings: [] };
}

export function askedPolicy(subject: Subject): Asked<OptIn> {
  const waiver = subject.policy.policyChange;
  const blocks = blocksOf(subject, 'policy-change', waiver);
  if (blocks === undefined) return { findings: [] };
  const read = policyFields.safeParse(blocks[0]);
  const [fault] = faultsOf(subject, waiver, blocks, read);
  if (fault !== undefined || !read.success) return { findings: [refusal(subject, 'policy-change', waiver, fault)] };
  return { granted: { approver: read.data.approver, reason: read.data.reason }, findings: [] };
}

/** Undefined where neither a block nor the label asks for anything. */
function blocksOf({ pull }: Subject, name: string, waiver: Waiver | undefined): readonly unknown[] | undefined {
  const found = blocksIn(pull.body, name);
  const labelled = waiver !== undefined && pull.labels.includes(waiver.label);
  return found.length === 0 && !labelled ? undefined : found;
}

type Read = { readonly success: boolean; readonly data?: z.infer<typeof policyFields>; readonly error?: z.ZodError };

function faultsOf(
  { pull, range, now }: Subject,
  waiver: Waiver | undefined,
  blocks: readonly unknown[],
  { data, error }: Read,
): readonly string[] {
  if (waiver === undefined) return ['the policy has no such opt-in'];
  if (blocks.length !== 1) return [`there are ${blocks.length} such blocks in the text, and one is wanted`];
  if (data === undefined) return [issueOf(error)];
  const latest = new Date(now.getTime() + waiver.days * 86_400_000).toISOString().slice(0, 10);
  const today = now.toISOString().slice(0, 10);
  return [
    ...(pull.labels.includes(waiver.label) ? [] : [`the label ${waiver.label} is not set`]),
    ...(data.commit === range.head ? [] : [`it is for the commit ${data.commit}, and the head is ${range.head}`]),
    ...reasonFaults(data.reason),
    ...(data.expires >= today ? [] : [`it expired on ${data.expires}`]),
    ...(data.expires <= latest ? [] : [`it would expire on ${data.expires}, and ${latest} is the latest`]),
    ...(waiver.approvers.includes(data.approver) ? [] : [`${data.approver} is none of its approvers`]),
    ...(pull.author === undefined ? ['it is not known who opened the pull request'] : []),
    ...(data.approver === pull.author ? ['nobody approves his own'] : []),
  ];
}

function issueOf(error: z.ZodError | undefined): string {
  const [issue] = error?.issues ?? [];
  const at = issue?.path.join('.') ?? '';
  return at === '' ? (issue?.message ?? 'it cannot be read') : `${at}: ${issue?.message ?? 'is wrong'}`;
}

const negated =
  /\b(?:not|no|isn'?t|never|without)\b(?:\W+\w+){0,3}?\W+(?:wide|justif\w*|reason|needed|necessary|required)\b/iu;
const templated =
  /<[^>]*>|\{\{|\}\}|\b(?:todo|tbd|fixme|lorem ipsum|n\/a|your reason|reason here|placeholder|describe why|explain why)\b/iu;

/** Forty characters that say something: no template's words, no denial, not one word over and over. */
export function reasonFaults(reason: string): readonly string[] {
  const text = reason.replaceAll(/\s+/gu, ' ').trim();
  const words = new Set(text.toLowerCase().match(/\p{L}{2,}/gu));
  return [
    ...(text.length >= 40 ? [] : [`its reason has ${text.length} characters, and 40 are wanted`]),
    ...(words.size >= 5 ? [] : [`its reason has ${words.size} different words, and 5 are wanted`]),
    ...(negated.test(text) ? ['its reason denies that there is one'] : []),
    ...(templated.test(text) ? ["its reason is a template's"] : []),
  ];
}

function aboveCap({ wideChange }: Policy, read: z.infer<typeof wideFields> | undefined): readonly string[] {
  if (wideChange === undefined || read === undefined) return [];
  return [
    ...(read.cap <= wideChange.files ? [] : [`its cap is ${read.cap} files, and ${wideChange.files} are the most`]),
    ...((read.lines ?? 0) <= wideChange.lines
      ? []
      : [`its lines are ${read.lines}, and ${wideChange.lines} are the most`]),
  ];
}

function refusal(
  { range }: Subject,
  name: 'wide-change' | 'policy-change',
  waiver: Waiver | undefined,
  fault = 'it cannot be read',
): GuardFinding {
  const cap = name === 'wide-change' ? 'cap: FILES\n' : '';
  const approver = waiver?.approvers.join(' or ') ?? 'nobody';
  return {
    rule: `${name}-field`,
    message: `The \`${name}\` block does not count: ${fault}`,
    limit: `label ${waiver?.label ?? '(none)'}, one block, approver ${approver}, at most ${waiver?.days ?? 0} days`,
    actual: fault,
    fix: `gh pr edit --body-file FILE, with this in FILE:\n\`\`\`${name}\nreason: (40 characters or more)\n${cap}expires: YYYY-MM-DD\napprover: ${approver}\ncommit: ${range.head}\n\`\`\``,
    waiver: byField(name, waiver),
  };
}
