import { exitCodes } from '../../../core/exit-code.ts';
import { Failure, type FailureData } from '../../../core/failure.ts';
import { digestOf } from '../../../services/files/digest.ts';
import { readText } from '../../../services/files/read.ts';
import { isWrapping, psqlFinding, statementFindings, syntaxFinding, type SeedFinding } from './sql/findings.ts';
import { withoutPsql } from './sql/psql-only.ts';
import { statementsOf, type SeedStatement } from './sql/statements.ts';

/** A seed, read and ready to run. */
export interface SeedFile {
  readonly path: string;
  /** Of its bytes: what the CLI records. */
  readonly sha256: string;
  /** A `begin` and a `commit` around all of them are left out: the transaction is ours. */
  readonly statements: readonly Pick<SeedStatement, 'sql' | 'line'>[];
  /** What is said of it and does not stop it. */
  readonly notes: readonly FailureData[];
}

/** Throws one Failure with all that stops any of them, before anything runs. */
export async function readSeeds(root: string, paths: readonly string[]): Promise<readonly SeedFile[]> {
  const read = await Promise.all(paths.map(async (path) => readSeed(path, await readText(root, path))));
  const problems = read.flatMap(({ stops }) => stops);
  const [first, ...others] = problems;
  if (first === undefined) return read.map(({ seed }) => seed);
  if (others.length === 0) throw new Failure(first, exitCodes.failed);
  throw new Failure(
    {
      code: 'database.seed-refused',
      what: 'The seeds cannot be run',
      why: `${problems.length} things stop them; nothing was run: ${problems.map(shortly).join('; ')}`,
      fix: 'Mend each of them, then seed again.',
      problems,
    },
    exitCodes.failed,
  );
}

async function readSeed(path: string, text: string): Promise<{ seed: SeedFile; stops: readonly FailureData[] }> {
  const { sql, parts } = withoutPsql(text);
  const parsed = await statementsOf(sql);
  const statements = 'message' in parsed ? [] : parsed;
  const findings = [
    ...parts.map((part) => psqlFinding(part)),
    ...('message' in parsed ? [syntaxFinding(parsed.line, parsed.message)] : []),
    ...statementFindings(statements),
  ];
  const seed = {
    path,
    sha256: digestOf(text),
    statements: statements.filter((each, index) => !isWrapping(statements, each, index)),
    notes: findings.filter(({ stops }) => !stops).map((finding) => problemOf(path, finding)),
  };
  return { seed, stops: findings.filter(({ stops }) => stops).map((finding) => problemOf(path, finding)) };
}

function problemOf(file: string, { code, what, why, fix, line }: SeedFinding): FailureData {
  return { code, what: `${file} line ${line}: ${what}`, why, fix, file, line };
}

function shortly({ code, file = '', line = 0 }: FailureData): string {
  return `${file}:${line} ${code}`;
}
