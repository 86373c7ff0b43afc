import type { Node } from 'libpg-query';
import { isDetachConcurrently, isNonTransactional } from '../sql/non-transactional.ts';
import { isCopyFromStdin, type ParsedSql, type Statement } from '../sql/parse.ts';
import { anyPart } from '../sql/tree.ts';
import type { Migration } from './migrations.ts';
import { roleTraps } from './role-trap.ts';
import { isTransaction, transactionTraps } from './transaction-trap.ts';
import { trap, type Trap } from './trap.ts';

/** What the CLI cannot run, or runs otherwise than it is meant, in one pending file; each with its line. */
export function statementTraps(file: Migration, { statements, faults }: ParsedSql): readonly Trap[] {
  return [
    ...faults.map(({ kind, line, words }) => (kind === 'syntax' ? syntax(file, line, words) : psql(file, line, words))),
    ...statements.flatMap((statement) => copyTrap(file, statement)),
    ...unsupported(file, statements),
    ...statements.flatMap((statement, index) => enumTrap(file, statement, statements.slice(index + 1))),
    ...roleTraps(file, statements),
    ...transactionTraps(file, statements),
  ];
}

function syntax({ name, path }: Migration, line: number, words: string): Trap {
  return trap('syntax', {
    what: `${name} has a syntax error in line ${line}`,
    why: words,
    fix: 'Correct it: no server would take it.',
    file: path,
    line,
  });
}

function psql({ name, path }: Migration, line: number, words: string): Trap {
  return trap('psql-command', {
    what: `${name} has a command of psql in line ${line}`,
    why: `\`${words}\` is no SQL: psql obeys it, the CLI sends it to the server, which refuses it`,
    fix: 'Take the line out. What a dump was written with is made without by `supabase db dump`.',
    file: path,
    line,
  });
}

function copyTrap({ name, path }: Migration, { node, line }: Statement): readonly Trap[] {
  if (!isCopyFromStdin(node)) return [];
  return [
    trap('copy-from-stdin', {
      what: `${name} copies from stdin in line ${line}`,
      why: 'the CLI sends no rows: the server waits for them, and the file fails',
      fix: 'Write the rows as INSERT: `pg_dump --inserts` does.',
      file: path,
      line,
    }),
  ];
}

/** What needs a transaction block of its own; and what must be the first to be sent. */
function unsupported({ name, path }: Migration, statements: readonly Statement[]): readonly Trap[] {
  let isOpen = false;
  return statements.flatMap(({ node, line }, index) => {
    if (isTransaction(node, 'begin')) isOpen = true;
    if (isTransaction(node, 'end')) isOpen = false;
    const fault = isOpen ? undefined : (blockFault(node) ?? (index > 0 ? pipelineFault(node) : undefined));
    if (fault === undefined) return [];
    const what = `${name} has a statement in line ${line} that the CLI cannot run there: ${fault.statement}`;
    return trap('unsupported-statement', { what, why: fault.why, fix: fault.fix, file: path, line });
  });
}

interface Fault {
  readonly statement: string;
  readonly why: string;
  readonly fix: string;
}

function blockFault(node: Node): Fault | undefined {
  const statement = blockStatement(node);
  if (statement === undefined) return undefined;
  return {
    statement,
    why: 'it can only be used in a transaction block, and the CLI sends a file without one',
    fix: 'Put BEGIN; before the first statement of the file and COMMIT; after its last one.',
  };
}

function blockStatement(node: Node): string | undefined {
  if ('LockStmt' in node) return 'LOCK TABLE';
  if ('DeclareCursorStmt' in node) return 'DECLARE CURSOR';
  return isTransaction(node, 'savepoint') ? 'SAVEPOINT' : undefined;
}

function pipelineFault(node: Node): Fault | undefined {
  if (!isDetachConcurrently(node)) return undefined;
  return {
    statement: 'DETACH PARTITION CONCURRENTLY',
    why: 'it cannot be run once another statement of the file has been sent',
    fix: 'Put it into a file of its own.',
  };
}

/** A new value of an enum is there for others once its transaction is over. */
function enumTrap({ name, path }: Migration, { node, line }: Statement, later: readonly Statement[]): readonly Trap[] {
  const value =
    'AlterEnumStmt' in node && node.AlterEnumStmt.oldVal === undefined ? node.AlterEnumStmt.newVal : undefined;
  if (value === undefined) return [];
  const use = later.find((statement) => isUsedIn(statement.node, value));
  const isOver = later.some(({ node }) => isTransaction(node, 'end') || isNonTransactional(node));
  if (use === undefined || isOver) return [];
  return [
    trap('enum-value-used', {
      what: `${name} uses the enum value ${value} in line ${use.line}, which it adds in line ${line}`,
      why: 'a file is one transaction, and a value cannot be used in the one that adds it',
      fix: 'Put ALTER TYPE … ADD VALUE into a file of its own, with an earlier version.',
      file: path,
      line: use.line,
    }),
  ];
}

function isUsedIn(node: Node, value: string): boolean {
  return anyPart(
    node,
    (key, part) => key === 'A_Const' && anyPart({ part }, (key, text) => key === 'sval' && text === value),
  );
}
