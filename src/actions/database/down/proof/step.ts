import { openSession } from '../../../../services/postgres/session.ts';
import { readCliWords } from '../../push/cli-words.ts';
import type { ShadowFile } from '../../push/shadow-run.ts';
import { placeIn, shortened } from '../../push/place.ts';
import { parseSql, type Statement } from '../../sql/parse.ts';
import type { PushResult } from '../../../../services/supabase/client.ts';
import { runsAlone } from '../faults.ts';
import type { DownFile } from '../files.ts';
import { runDown } from '../run.ts';
import { compareFootprints, takeFootprint, type Differences, type Footprint } from './footprint.ts';
import { plantRows, type PlantWish } from './plant.ts';
import type { Stage } from './stage.ts';

/** A migration, and its way back where there is one that can be run. */
export interface Rung extends ShadowFile {
  readonly down?: DownFile | undefined;
}

/** What came of going up one migration, down again, and up again. */
export type Trial =
  /** It cannot be applied; `rows` when it can be where nothing lies in the tables. */
  | { readonly end: 'forward'; readonly words: string }
  /** Nobody has tried to go back. */
  | { readonly end: 'up'; readonly made: Differences; readonly statements: readonly Statement[] }
  | { readonly end: 'down-failed'; readonly words: string; readonly made: Differences }
  | {
      readonly end: 'down';
      readonly made: Differences;
      /** What is not as it was before. */
      readonly left: Differences;
      /** Why it could not be applied once more, or in what it came to something else then; absent where `left` is enough. */
      readonly again?: string | Differences;
      /** Tables that took no row: what becomes of rows in them, nobody knows. */
      readonly empty: readonly string[];
      readonly statements: readonly Statement[];
    };

export interface TrialWish {
  /** It is tried without any when absent. */
  readonly rows: PlantWish | undefined;
  /** How long a statement of the way back may take. */
  readonly seconds: number;
}

/** `isClean`: the stage now stands where a migration that was applied leaves it. */
export async function tryRung(
  stage: Stage,
  rung: Rung,
  { rows, seconds }: TrialWish,
): Promise<{ readonly trial: Trial; readonly isClean: boolean }> {
  const { scratch } = stage;
  const { statements } = await parseSql(rung.text);
  if (rows !== undefined) await plantRows(scratch, rows);
  const before = await takeFootprint(scratch.admin);
  const up = await stage.push(rung);
  if (up.error !== undefined) return { trial: { end: 'forward', words: wordsOf(up, statements) }, isClean: false };
  const there = await takeFootprint(scratch.admin);
  const made = compareFootprints(before, there);
  if (rung.down === undefined) return { trial: { end: 'up', made, statements }, isClean: true };
  const words = await goDown(stage, rung.version, rung.down, seconds);
  // What was one transaction is rolled back: the migration is applied as it was.
  if (words !== undefined)
    return { trial: { end: 'down-failed', words, made }, isClean: !runsAlone(rung.down.statements) };
  const after = await takeFootprint(scratch.admin);
  const left = compareFootprints(before, after);
  const down = { end: 'down', made, left, empty: emptyTables(before), statements } as const;
  if (left.schema.length > 0) return { trial: down, isClean: false };
  const again = await upAgain(stage, rung, there, statements);
  return { trial: { ...down, again }, isClean: typeof again !== 'string' && again.schema.length === 0 };
}

async function upAgain(
  stage: Stage,
  rung: Rung,
  first: Footprint,
  statements: readonly Statement[],
): Promise<string | Differences> {
  const up = await stage.push(rung);
  if (up.error !== undefined) return wordsOf(up, statements);
  return compareFootprints(first, await takeFootprint(stage.scratch.admin));
}

async function goDown(
  { scratch }: Stage,
  version: string,
  { statements }: DownFile,
  seconds: number,
): Promise<string | undefined> {
  const session = await openSession(scratch.login, { timeoutMs: (seconds + 30) * 1000 });
  try {
    return await runDown(session, { version, statements }, { lockSeconds: 5, statementSeconds: seconds });
  } finally {
    await session.close();
  }
}

function wordsOf({ error }: PushResult, statements: readonly Statement[]): string {
  if (error === undefined) return '';
  const { statement, words } = readCliWords(error);
  const shown = statements.map(({ line, text }) => ({ line, text: shortened(text), kind: 'unclear' as const }));
  return statement === undefined ? words : `at ${placeIn({ statements: shown }, statement)}: ${words}`;
}

function emptyTables({ rows }: Footprint): readonly string[] {
  return [...rows].filter(([, { many }]) => many === 0).map(([name]) => name);
}
