import type { Outcome } from '../../core/action.ts';
import type { Finding } from '../../core/order.ts';
import type { GuardFinding } from './finding.ts';
import type { Judgement } from './judge.ts';
import { policyFile } from './policy/schema.ts';
import { counted, linesOf } from './rules/caps.ts';
import type { ChangeKind, Subject } from './subject.ts';

export function outcomeOf(subject: Subject, { findings, optIns }: Judgement): Outcome {
  const facts = {
    ...accountOf(subject),
    optIns: Object.fromEntries(Object.entries(optIns).map(([name, each]) => [name, { ...each }])),
    findings: findings.map((each) => ({ ...each })),
  };
  const table = {
    head: ['rule', 'path', 'limit', 'actual', 'who may waive it'],
    rows: findings.map(rowOf),
  };
  const [first] = findings;
  if (first === undefined) return { verdict: 'verified', facts };
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return {
    verdict: 'failed',
    reason: `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'} (${rules.join(', ')}): ${wordsOf(first)}`,
    fix: `${first.fix}.`,
    facts,
    table,
    findings: findings.map(shown),
  };
}

function wordsOf({ path, message }: GuardFinding): string {
  return path === undefined ? message : `${path}: ${message}`;
}

function rowOf({ rule, path, line, limit, actual, waiver }: GuardFinding): readonly string[] {
  const place = line === undefined ? (path ?? '') : `${path ?? ''}:${line}`;
  return [rule, place, String(limit), String(actual), waiver];
}

/** About the pull request as a whole, a finding stands at the policy. */
function shown({ rule, path = policyFile, line = 1, message, limit, actual, fix, waiver }: GuardFinding): Finding {
  const words = `${message} (limit ${limit}, actual ${actual}; who may waive it: ${waiver})`;
  return { rule: `guard.${rule}`, severity: 'error', file: path, line, message: words, fix };
}

function accountOf({ range, pull, policy, workOrder, changes }: Subject) {
  const many = (kind: ChangeKind): number => changes.filter((change) => change.kind === kind).length;
  return {
    base: range.base,
    head: range.head,
    mergeBase: range.mergeBase,
    branch: pull.branch,
    order: workOrder?.path ?? null,
    caps: { ...policy.caps },
    files: {
      counted: many('counted'),
      deleted: many('deleted'),
      generated: many('generated'),
      evidence: many('evidence'),
      againstTheCap: counted(changes).length,
    },
    lines: linesOf(changes),
  };
}
