import { Failure } from '../../core/failure.ts';
import { PostgresFailure } from '../postgres/failures.ts';
import type { Session } from '../postgres/session.ts';
import { firstWords, stepsOf, type Step } from '../psql/script.ts';
import { textOf } from '../psql/variables.ts';
import { psqlOnly, readMeta } from './meta.ts';
import { Stopped, type Stop, type Transcript } from './transcript.ts';
import { transactionStep } from './transaction.ts';

export interface TestFile {
  /** Relative to the workspace. */
  readonly path: string;
  readonly sql: string;
  /** Reads what `\i` names, relative to the workspace. */
  include(path: string): Promise<string>;
}

/** Includes that include each other would never end. */
const deepest = 10;
/** The state before the file's own `begin`. */
const own = 'prestage_file';

/**
 * Runs one test file as `psql -XAtq -v ON_ERROR_STOP=1` would, in the transaction that the session is in: it can neither
 * commit nor leave it, and whoever began it rolls it back. Throws a `PostgresFailure` when the connection is lost.
 */
export async function runTestFile(session: Session, file: TestFile): Promise<Transcript> {
  const run = new FileRun(session, file);
  try {
    await run.script(file.path, file.sql, 0);
    await run.count();
    return run.transcript();
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return run.transcript(error.stop);
  }
}

class FileRun {
  readonly #session: Session;
  readonly #file: TestFile;
  readonly #variables = new Map<string, string>();
  readonly #output: string[] = [];
  readonly #notices: string[] = [];
  #isBegun = false;
  #counted = 0;

  constructor(session: Session, file: TestFile) {
    this.#session = session;
    this.#file = file;
  }

  transcript(stop?: Stop): Transcript {
    return {
      output: this.#output.map((line) => `${line}\n`).join(''),
      notices: this.#notices,
      ...(stop === undefined ? { counted: this.#counted } : { stop }),
    };
  }

  async script(file: string, sql: string, depth: number): Promise<void> {
    for (const step of stepsOf(sql)) await this.#step(step, file, depth);
  }

  /** pgTAP numbers its results by a sequence of the session, which is there from the plan on. */
  async count(): Promise<void> {
    await this.#session.query('savepoint prestage_count; reset role');
    const [there] = await this.#session.text(`select to_regclass('pg_temp.__tresults___numb_seq')`);
    if (typeof there?.[0] === 'string') {
      const [row] = await this.#session.text(
        'select case when is_called then last_value else 0 end from pg_temp.__tresults___numb_seq',
      );
      this.#counted += Number(row?.[0]);
    }
    await this.#session.query('rollback to savepoint prestage_count; release savepoint prestage_count');
  }

  async #step(step: Step, file: string, depth: number): Promise<void> {
    const at = { file, line: step.line };
    if (step.kind === 'unterminated')
      throw new Stopped({ code: 'unreadable', ...at, words: `has a quotation or comment that does not end` });
    if (step.kind === 'meta') return this.#meta(step, at, depth);
    const text = textOf(step.tokens, this.#variables);
    switch (transactionStep(firstWords(step.tokens, 5), text)) {
      case 'begin':
        return this.#begin();
      case 'roll-back':
        return this.#rollBack();
      case 'commits':
        throw new Stopped({ code: 'commits', ...at, words: `says \`${text}\`, and a test that commits is no test` });
      case 'psql-only':
        throw psqlOnly(text, at);
      case 'none':
        return this.#statement(text, at);
    }
  }

  async #meta({ text, isInside }: Step & { kind: 'meta' }, at: Pick<Stop, 'file' | 'line'>, depth: number) {
    if (isInside) throw psqlOnly(text, at);
    const meta = readMeta(text, at, this.#variables);
    if (meta.kind === 'echo') this.#output.push(meta.text);
    else if (meta.kind === 'warn') this.#notices.push(meta.text);
    else if (meta.kind === 'include') await this.#include(meta.path, at, depth);
    else if (meta.kind === 'set' && meta.value === undefined) this.#variables.delete(meta.name);
    else if (meta.kind === 'set') this.#variables.set(meta.name, meta.value ?? '');
  }

  async #include(path: string, at: Pick<Stop, 'file' | 'line'>, depth: number): Promise<void> {
    if (depth === deepest)
      throw new Stopped({ code: 'unreadable', ...at, words: `includes itself, or more than ${deepest} files deep` });
    await this.script(path, await this.#read(path, at), depth + 1);
  }

  async #read(path: string, at: Pick<Stop, 'file' | 'line'>): Promise<string> {
    try {
      return await this.#file.include(path);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      throw new Stopped({ code: 'unreadable', ...at, words: `includes ${path}, and ${error.data.why}` });
    }
  }

  /** A second one is a warning to Postgres as well. */
  async #begin(): Promise<void> {
    if (!this.#isBegun) await this.#session.query(`savepoint ${own}`);
    this.#isBegun = true;
  }

  async #rollBack(): Promise<void> {
    if (!this.#isBegun) return;
    await this.count();
    await this.#session.query(`rollback to savepoint ${own}; release savepoint ${own}`);
    this.#isBegun = false;
  }

  async #statement(text: string, at: Pick<Stop, 'file' | 'line'>): Promise<void> {
    try {
      const rows = await this.#session.text(text);
      for (const row of rows) this.#output.push(row.map((value) => value ?? '').join('|'));
    } catch (error) {
      if (!(error instanceof PostgresFailure) || error.sqlState === undefined) throw error;
      const words = `died of ${error.sqlState}: ${error.data.why.split('\n')[0] ?? ''}`;
      throw new Stopped({ code: 'died', ...at, words });
    }
  }
}
