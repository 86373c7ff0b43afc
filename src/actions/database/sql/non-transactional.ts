import type { Node } from 'libpg-query';
import { anyPart } from './tree.ts';

/**
 * What Postgres runs in no transaction: the CLI sends what was gathered before it, then it alone, so that its file is no
 * longer all or nothing.
 */
export function isNonTransactional(node: Node): boolean {
  if ('IndexStmt' in node) return node.IndexStmt.concurrent === true;
  if ('DropStmt' in node) return node.DropStmt.concurrent === true;
  if ('RefreshMatViewStmt' in node) return node.RefreshMatViewStmt.concurrent === true;
  if ('VacuumStmt' in node) return node.VacuumStmt.is_vacuumcmd === true;
  if ('ReindexStmt' in node)
    return wholeDatabase.has(node.ReindexStmt.kind ?? '') || anyPart(node.ReindexStmt.params, isConcurrently);
  return isDetachConcurrently(node) || alone.some((tag) => tag in node);
}

export function isDetachConcurrently(node: Node): boolean {
  if (!('AlterTableStmt' in node)) return false;
  return anyPart(node.AlterTableStmt.cmds, (key, part) => key === 'concurrent' && part === true);
}

function isConcurrently(key: string, part: unknown): boolean {
  return key === 'defname' && part === 'concurrently';
}

const wholeDatabase = new Set(['REINDEX_OBJECT_SCHEMA', 'REINDEX_OBJECT_SYSTEM', 'REINDEX_OBJECT_DATABASE']);

const alone = [
  'CreatedbStmt',
  'DropdbStmt',
  'CreateTableSpaceStmt',
  'DropTableSpaceStmt',
  'AlterSystemStmt',
  'CreateSubscriptionStmt',
];
