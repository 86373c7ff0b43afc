import { bothWays } from '../../inputs.ts';
import type { Node } from 'libpg-query';
import { isDetachConcurrently, isNonTransactional } from '../sql/non-transactional.ts';
import type { Statement } from '../sql/parse.ts';
import type { Migration } from './migrations.ts';
import { trap, type Trap } from './trap.ts';

/** A file is all or nothing unless it begins and ends transactions itself, or has what runs in none. */
export function isAtomic(statements: readonly Statement[]): boolean {
  return transactionEnds(statements).length === 0 && !statements.some(({ node }) => isNonTransactional(node));
}

export function transactionTraps(file: Migration, statements: readonly Statement[]): readonly Trap[] {
  // A partition that is detached after something else is a trap of its own: it fails.
  const alone = statements.find(({ node }, at) => isNonTransactional(node) && !(at > 0 && isDetachConcurrently(node)));
  const others = statements.filter(({ node }) => !('VariableSetStmt' in node));
  if (alone !== undefined && others.length > 1) return [notAtomic(file, alone.line)];
  const [end] = transactionEnds(statements);
  if (end === undefined) return [];
  return isWrapped(statements) ? [ownTransaction(file, end.line)] : [notAtomic(file, end.line)];
}

function notAtomic({ name, path }: Migration, line: number): Trap {
  return trap('not-atomic', {
    what: `${name} is not all or nothing: see line ${line}`,
    why: 'what stands before it is kept when something after it fails, and the file counts as not applied',
    fix: `Put what runs in no transaction, or in one of its own, into a file of its own; or say ${bothWays('accept', 'not-atomic')}.`,
    file: path,
    line,
  });
}

function ownTransaction({ name, path }: Migration, line: number): Trap {
  return trap(
    'own-transaction',
    {
      what: `${name} ends its transaction itself in line ${line}`,
      why: 'history is written after it: if that fails, the file is applied and counts as not applied',
      fix: 'Leave out BEGIN and COMMIT, unless a statement needs them (LOCK TABLE, SAVEPOINT).',
      file: path,
      line,
    },
    'warns',
  );
}

/** One block around everything. */
function isWrapped(statements: readonly Statement[]): boolean {
  const [first] = statements;
  const last = statements.at(-1);
  if (first === undefined || last === undefined) return false;
  return (
    isTransaction(first.node, 'begin') && isTransaction(last.node, 'end') && transactionEnds(statements).length === 1
  );
}

function transactionEnds(statements: readonly Statement[]): readonly Statement[] {
  return statements.filter(({ node }) => isTransaction(node, 'end'));
}

const kinds: Readonly<Record<'begin' | 'end' | 'savepoint', ReadonlySet<string>>> = {
  begin: new Set(['TRANS_STMT_BEGIN', 'TRANS_STMT_START']),
  end: new Set(['TRANS_STMT_COMMIT', 'TRANS_STMT_ROLLBACK', 'TRANS_STMT_PREPARE']),
  savepoint: new Set(['TRANS_STMT_SAVEPOINT']),
};

export function isTransaction(node: Node, kind: 'begin' | 'end' | 'savepoint'): boolean {
  return 'TransactionStmt' in node && kinds[kind].has(node.TransactionStmt.kind ?? '');
}
