import type { DropStmt, Node } from 'libpg-query';
import { classifyAlter } from './alter.ts';
import { isNonTransactional } from './non-transactional.ts';
import { isFresh, nameOf, type Fresh } from './fresh.ts';
import { anyPart, tagOf } from './tree.ts';

/**
 * What a statement does to whoever uses the database meanwhile. `unclear`: it runs code of its own (DO, CALL, a function), and
 * only running it tells.
 */
export type StatementKind = 'additive' | 'locking' | 'rewriting' | 'destructive' | 'non-transactional' | 'unclear';

/** The gentlest first: a file is as its worst statement. */
export const statementKinds: readonly StatementKind[] = [
  'additive',
  'locking',
  'unclear',
  'rewriting',
  'non-transactional',
  'destructive',
];

/** `fresh`: tables that the same push makes. Nobody waits for them, and they hold nothing yet. */
export function classify(node: Node, fresh: Fresh): StatementKind {
  if (isNonTransactional(node)) return 'non-transactional';
  if ('AlterTableStmt' in node) return classifyAlter(node.AlterTableStmt, fresh);
  if ('DropStmt' in node) return drop(node.DropStmt, fresh);
  if ('IndexStmt' in node) return isFresh(node.IndexStmt.relation, fresh) ? 'additive' : 'locking';
  if ('CreateTrigStmt' in node) return isFresh(node.CreateTrigStmt.relation, fresh) ? 'additive' : 'locking';
  if ('CreateStmt' in node) return node.CreateStmt.partbound === undefined ? 'additive' : 'locking';
  const tag = tagOf(node);
  if (queries.has(tag)) return classifyQuery(node);
  return byTag[tag] ?? (/^(?:Create|Alter|Define|Grant|Comment)/.test(tag) ? 'additive' : 'unclear');
}

const queries = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

/** A CTE may write, too. */
function classifyQuery(node: Node): StatementKind {
  const has = (tag: string) => anyPart(node, (key) => key === tag);
  if (has('DeleteStmt')) return 'destructive';
  if (has('UpdateStmt') || has('MergeStmt') || has('onConflictClause')) return 'rewriting';
  return 'SelectStmt' in node && anyPart(node, callsAFunction) ? 'unclear' : 'additive';
}

/** `select set_config('search_path', …)` is how dumps begin. */
function callsAFunction(key: string, part: unknown): boolean {
  return key === 'FuncCall' && !anyPart(part, (key, name) => key === 'sval' && name === 'set_config');
}

/** What belongs to a table and can be made again from the files; what else is dropped takes rows or dependents with it. */
const ofTable = new Set(['OBJECT_POLICY', 'OBJECT_TRIGGER', 'OBJECT_RULE']);

function drop({ removeType: type = 'OBJECT_TABLE', objects = [] }: DropStmt, fresh: Fresh): StatementKind {
  if (type === 'OBJECT_INDEX') return 'locking';
  const isLight = ofTable.has(type);
  // Their own name comes last.
  const names = objects.map((object) => (isLight ? wordsIn(object).slice(0, -1) : wordsIn(object)));
  const isNew = names.length > 0 && names.every((words) => fresh.has(nameOf(words.at(-2), words.at(-1))));
  if (isNew) return 'additive';
  return isLight ? 'locking' : 'destructive';
}

function wordsIn(object: Node): readonly string[] {
  const parts = 'List' in object ? (object.List.items ?? []) : [];
  return parts.map((part) => ('String' in part ? (part.String.sval ?? '') : ''));
}

const byTag: Readonly<Record<string, StatementKind>> = {
  CallStmt: 'unclear',
  ClusterStmt: 'rewriting',
  CompositeTypeStmt: 'additive',
  CopyStmt: 'additive',
  DeallocateStmt: 'additive',
  DoStmt: 'unclear',
  DropOwnedStmt: 'destructive',
  DropRoleStmt: 'destructive',
  DropSubscriptionStmt: 'destructive',
  DropTableSpaceStmt: 'destructive',
  LockStmt: 'locking',
  NotifyStmt: 'additive',
  ReassignOwnedStmt: 'locking',
  RefreshMatViewStmt: 'rewriting',
  ReindexStmt: 'locking',
  RenameStmt: 'locking',
  RuleStmt: 'locking',
  SecLabelStmt: 'additive',
  TransactionStmt: 'additive',
  TruncateStmt: 'destructive',
  VacuumStmt: 'additive',
  VariableSetStmt: 'additive',
  VariableShowStmt: 'additive',
  ViewStmt: 'additive',
};
