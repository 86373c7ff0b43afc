import type { FailureData } from '../../../core/failure.ts';
import { isTransaction } from '../push/transaction-trap.ts';
import { isNonTransactional } from '../sql/non-transactional.ts';
import { isCopyFromStdin, type ParsedSql, type Statement } from '../sql/parse.ts';

interface Place {
  readonly name: string;
  readonly path: string;
}

/** Why a way back cannot be run as it stands, each with its line. */
export function downFaults(place: Place, { statements, faults }: ParsedSql): readonly FailureData[] {
  const unread = faults.map(({ kind, line, words }) => (kind === 'syntax' ? syntax : psql)(place, line, words));
  if (statements.length === 0 && unread.length === 0) return [empty(place)];
  return [
    ...unread,
    ...statements.filter(({ node }) => isCopyFromStdin(node)).map(({ line }) => copy(place, line)),
    ...statements.filter(({ node }) => endsTransaction(node)).map(({ line }) => transaction(place, line)),
    ...(runsAlone(statements) ? [] : statements.filter(({ node }) => isNonTransactional(node))).map(({ line }) =>
      notAtomic(place, line),
    ),
  ];
}

/** What no transaction takes may be a file of its own; what it sets for itself may stand before it. */
export function runsAlone(statements: readonly Statement[]): boolean {
  const others = statements.filter(({ node }) => !('VariableSetStmt' in node));
  return others.length === 1 && others.every(({ node }) => isNonTransactional(node));
}

function endsTransaction(node: Statement['node']): boolean {
  return isTransaction(node, 'begin') || isTransaction(node, 'end');
}

function empty({ name, path }: Place): FailureData {
  return {
    code: 'database.down-empty',
    what: `The way back of ${name} is empty`,
    why: 'it has no statement: nothing would be taken back',
    fix: 'Write what takes the migration back; or take the file away and say in the migration `-- irreversible: WHY`.',
    file: path,
  };
}

function syntax(place: Place, line: number, words: string): FailureData {
  return faultOf(place, line, 'syntax', 'a syntax error', words, 'Correct it: no server would take it.');
}

function psql(place: Place, line: number, words: string): FailureData {
  const why = `\`${words}\` is no SQL: only psql obeys it`;
  return faultOf(place, line, 'psql', 'a command of psql', why, 'Take the line out.');
}

function copy(place: Place, line: number): FailureData {
  const why = 'no rows are sent with it: the server would wait for them';
  return faultOf(place, line, 'copy', 'COPY … FROM stdin', why, 'Write the rows as INSERT: `pg_dump --inserts` does.');
}

function transaction(place: Place, line: number): FailureData {
  const why = 'it runs in one transaction, with the row of history: a file that ends it is half done when it fails';
  return faultOf(place, line, 'transaction', 'a transaction of its own', why, 'Leave out BEGIN, COMMIT and ROLLBACK.');
}

function notAtomic(place: Place, line: number): FailureData {
  return faultOf(
    place,
    line,
    'not-atomic',
    'a statement that runs in no transaction',
    'what stands beside it would be kept when it fails',
    'Leave out CONCURRENTLY; or make it the only statement of the file.',
  );
}

function faultOf(
  { name, path }: Place,
  line: number,
  slug: string,
  has: string,
  why: string,
  fix: string,
): FailureData {
  const what = `The way back of ${name} has ${has} in line ${line}`;
  return { code: `database.down-${slug}`, what, why, fix, file: path, line };
}
