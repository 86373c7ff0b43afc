import type { DefElem, Node } from 'libpg-query';
import type { PsqlPart } from './psql-only.ts';
import type { SeedStatement } from './statements.ts';

/** What is wrong with a seed before anything runs. */
export interface SeedFinding {
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  readonly line: number;
  /** Whether the seed is refused for it; what does not stop is said. */
  readonly stops: boolean;
}

export function psqlFinding({ kind, line, words }: PsqlPart): SeedFinding {
  if (kind === 'command')
    return {
      code: 'database.seed-psql-command',
      what: `${words} is a command of psql`,
      why: 'neither the supabase CLI nor a server knows it',
      fix: 'Take the line out; what it prints can be said in a comment.',
      line,
      stops: true,
    };
  return {
    code: 'database.seed-copy-stdin',
    what: 'COPY … FROM stdin has its rows in the file',
    why: 'only psql sends them; the supabase CLI breaks off with a protocol error (08P01)',
    fix: 'Write the rows as INSERT: `pg_dump --data-only --column-inserts` does.',
    line,
    stops: true,
  };
}

export function syntaxFinding(line: number, message: string): SeedFinding {
  return {
    code: 'database.seed-syntax',
    what: 'The SQL cannot be read',
    why: message,
    fix: 'Correct the statement there.',
    line,
    stops: true,
  };
}

/** Of statements that can be read, and are better not run. */
export function statementFindings(statements: readonly SeedStatement[]): readonly SeedFinding[] {
  return [
    ...transactionFindings(statements),
    ...statements.flatMap((each) => [...roleFindings(each), ...passwordFindings(each)]),
  ];
}

/** `begin … commit` around the whole file is what happens anyway; any other hold or end of a transaction is not. */
export function isWrapping(statements: readonly SeedStatement[], { node }: SeedStatement, index: number): boolean {
  if (!('TransactionStmt' in node)) return false;
  const { kind } = node.TransactionStmt;
  if (index === 0) return kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START';
  return index === statements.length - 1 && kind === 'TRANS_STMT_COMMIT';
}

function transactionFindings(statements: readonly SeedStatement[]): readonly SeedFinding[] {
  return statements.flatMap((statement, index) => {
    if (!('TransactionStmt' in statement.node) || isWrapping(statements, statement, index)) return [];
    return [
      {
        code: 'database.seed-transaction',
        what: 'The seed ends or divides its transaction itself',
        why: 'when a later statement fails, what came before would stay',
        fix: 'Take it out: a seed is run in one transaction.',
        line: statement.line,
        stops: true,
      },
    ];
  });
}

function roleFindings({ node, line }: SeedStatement): readonly SeedFinding[] {
  const options = roleOptions(node).map(({ defname }) => defname);
  if (!options.includes('canlogin') && !options.includes('password')) return [];
  return [
    {
      code: 'database.seed-login-role',
      what: options.includes('password')
        ? 'The seed sets the password of a role'
        : 'The seed makes a role that may log in',
      why: 'a way in that stands in git is open to everyone who reads the repository',
      fix: 'Make the role NOLOGIN in a migration and grant it; set passwords by hand, from the vault.',
      line,
      stops: true,
    },
  ];
}

function roleOptions(node: Node): readonly DefElem[] {
  const options = optionsOf(node);
  return options.flatMap((option) => ('DefElem' in option ? [option.DefElem] : [])).filter(isOn);
}

function optionsOf(node: Node): readonly Node[] {
  if ('CreateRoleStmt' in node) {
    const { stmt_type: type, options = [] } = node.CreateRoleStmt;
    // CREATE USER is CREATE ROLE … LOGIN.
    return type === 'ROLESTMT_USER' ? [...options, { DefElem: { defname: 'canlogin' } }] : options;
  }
  return 'AlterRoleStmt' in node ? (node.AlterRoleStmt.options ?? []) : [];
}

/** NOLOGIN is `canlogin` too, and false, which the parser leaves out. */
function isOn({ defname, arg }: DefElem): boolean {
  if (defname !== 'canlogin' || arg === undefined) return true;
  return 'Boolean' in arg && arg.Boolean.boolval === true;
}

/** `crypt('word', gen_salt('bf'))`: an account that everyone knows how to enter. Usual in seeds, and said. */
function passwordFindings({ sql, line }: SeedStatement): readonly SeedFinding[] {
  const found = /\bcrypt\s*\(\s*'/i.exec(sql);
  if (found === null) return [];
  return [
    {
      code: 'database.seed-literal-password',
      what: 'The seed makes an account whose password stands in git',
      why: 'whoever reads the repository can log in with it',
      fix: 'Let it be an account of a test that can do no harm, or make it with a random password.',
      line: line + sql.slice(0, found.index).split('\n').length - 1,
      stops: false,
    },
  ];
}
