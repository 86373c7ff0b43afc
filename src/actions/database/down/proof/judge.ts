import type { FailureData } from '../../../../core/failure.ts';
import { wordsOf as driftWords } from '../../drift/judge.ts';
import type { Drift } from '../../drift/catalogue/compare.ts';
import type { Statement } from '../../sql/parse.ts';
import type { DownFile } from '../files.ts';
import type { Tried } from './climb.ts';
import type { Differences } from './footprint.ts';
import { madeBy, mentions } from './made-by.ts';
import { rowWords } from './rows.ts';

/**
 * `given-back`: schema and rows are as before, and it can be applied again. `schema-only`: the schema is, rows are not.
 * `untried`: nobody could tell.
 */
export type WayState =
  | 'given-back'
  | 'schema-only'
  | 'not-given-back'
  | 'fails'
  | 'not-again'
  | 'refused'
  | 'irreversible'
  | 'missing'
  | 'not-applied'
  | 'untried';

/** An object that is not as it was, the statement of the migration that it is by, and what the way back lacks. */
export type Lacking = {
  readonly object: string;
  readonly is: 'missing' | 'extra' | 'changed';
  readonly by?: string;
  readonly write: string;
};

export type Proof = {
  readonly migration: string;
  readonly version: string;
  readonly state: WayState;
  readonly verdict: 'verified' | 'failed' | 'unknown';
  /** What it comes to, in sentences. */
  readonly says: readonly string[];
  readonly notes: readonly string[];
  readonly lacks: readonly Lacking[];
  /** The file that this is said of. */
  readonly down?: { readonly path: string; readonly sha256: string };
};

/** What people wrote beside the trial. */
export interface Written {
  readonly file: DownFile | undefined;
  /** Why it cannot be taken back; an empty text when nobody said why. */
  readonly why: string | undefined;
  /** Where a way back is to be written. */
  readonly place: string;
}

export function judgeTrial(tried: Tried, written: Written): Proof {
  const { rung } = tried;
  const { file } = written;
  return {
    migration: rung.name,
    version: rung.version,
    notes: [],
    lacks: [],
    ...(file === undefined ? {} : { down: { path: file.path, sha256: file.sha256 } }),
    ...judge(tried, written),
  };
}

type Judged = Pick<Proof, 'state' | 'verdict' | 'says'> & Partial<Pick<Proof, 'notes' | 'lacks'>>;

function judge({ rung, trial, rowsInTheWay }: Tried, written: Written): Judged {
  const { file, why } = written;
  if (trial.end === 'forward')
    return failed('not-applied', [`it cannot be applied ${trial.words}: \`prestage database push\` says more`]);
  if (why === '')
    return failed('refused', [`it says that it is irreversible and not why: write \`-- irreversible: WHY\``]);
  if (file !== undefined && file.faults.length > 0) return failed('refused', file.faults.map(faultWords));
  if (trial.end === 'up') return withoutFile(written, enumNote(trial.made));
  if (trial.end === 'down-failed')
    return failed('fails', [`${rung.down?.path ?? ''} fails ${trial.words}; nothing of it was kept`]);
  return whole(trial, { ...written, rowsInTheWay, down: rung.down?.statements ?? [] });
}

function failed(state: WayState, says: readonly string[]): Judged {
  return { state, verdict: 'failed', says };
}

function faultWords({ what, why, fix }: FailureData): string {
  return `${what}: ${why}. ${fix}`;
}

function withoutFile({ why, place }: Written, notes: readonly string[]): Judged {
  if (why !== undefined)
    return { state: 'irreversible', verdict: 'verified', says: [`irreversible, as declared: ${why}`] };
  const says = [
    `it has no way back: write ${place} (a draft is kept with the evidence), or say in the migration \`-- irreversible: WHY\``,
    ...notes,
  ];
  return { state: 'missing', verdict: 'unknown', says };
}

/** A value of an enum can be added and not taken away. */
function enumNote({ schema }: Differences): readonly string[] {
  const types = schema.filter(
    ({ object, is, wanted }) => object.startsWith('type ') && is === 'changed' && wanted.startsWith('enum'),
  );
  return types.map(
    ({ object }) => `Postgres takes no value out of the enum ${object.slice(5)}: only making it again does`,
  );
}

type Down = Extract<Tried['trial'], { end: 'down' }>;

interface Told extends Written {
  readonly rowsInTheWay: string | undefined;
  /** Of the way back. */
  readonly down: readonly Statement[];
}

function whole(trial: Down, told: Told): Judged {
  const { left, statements, again } = trial;
  const lacks = lacksOf(left.schema, statements);
  const notes = left.order.map((table) => `the columns of ${table} stand in another order than before`);
  const schema = [...lacks.map(lackingWords), ...enumNote(left), ...left.numbers.map(numberWords)];
  const leavings = left.rows.filter(({ is }) => is === 'left').map(rowWords);
  const losses = left.rows.filter(({ is }) => is !== 'left').map(rowWords);
  if (schema.length + leavings.length > 0)
    return { ...failed('not-given-back', [...schema, ...leavings, ...losses]), notes, lacks };
  const second = againWords(again, statements);
  if (second.length > 0) return { ...failed('not-again', second), notes };
  if (losses.length > 0) return schemaOnly(losses, told, notes);
  const untried = untriedWords(trial, told);
  if (untried.length > 0) return { state: 'untried', verdict: 'unknown', says: untried, notes };
  return { state: 'given-back', verdict: 'verified', says: [], notes: [...notes, ...needless(told)] };
}

function schemaOnly(losses: readonly string[], { why }: Written, notes: readonly string[]): Judged {
  const says = [`it gives the schema back, not the data: ${losses.join(', ')}`];
  if (why !== undefined)
    return { state: 'schema-only', verdict: 'verified', says: [`${says.join()}; as declared: ${why}`], notes };
  const way = 'keep what is lost where the way back finds it, or say in the migration `-- irreversible: WHY`';
  return { ...failed('schema-only', [...says, way]), notes };
}

function needless({ why }: Written): readonly string[] {
  return why === undefined ? [] : ['it is declared irreversible, and its way back gives schema and rows back'];
}

function lacksOf(drifts: readonly Drift[], statements: readonly Statement[]): readonly Lacking[] {
  return drifts.map(({ object, is, mend }) => {
    const by = madeBy(object, statements);
    return { object, is, write: mend, ...(by === undefined ? {} : { by }) };
  });
}

function lackingWords(lacking: Lacking): string {
  const by = lacking.by === undefined ? '' : ` (by ${lacking.by})`;
  const [line = ''] = lacking.write.split('\n');
  return `${driftWords(lacking)}${by}${line === '' ? '' : `: it lacks \`${line}\``}`;
}

function numberWords(sequence: string): string {
  return `sequence ${sequence} gives numbers again that it has given: set it by setval`;
}

function againWords(again: Down['again'], statements: readonly Statement[]): readonly string[] {
  if (again === undefined) return [];
  if (typeof again === 'string') return [`it cannot be applied again after its way back, ${again}`];
  return lacksOf(again.schema, statements).map((each) => `applied again after its way back, ${driftWords(each)}`);
}

function untriedWords({ left, empty, statements }: Down, { rowsInTheWay, down }: Told): readonly string[] {
  const named = empty.filter((table) => [...statements, ...down].some(({ text }) => mentions(text, table)));
  return [
    ...left.unread.map((words) => `not compared: ${words}`),
    ...(rowsInTheWay === undefined
      ? named.map((table) => `${table} took no row: what becomes of rows in it, nobody has tried`)
      : [
          `it fails over rows that were made up (${rowsInTheWay}), and was tried without: seed rows that it goes through with`,
        ]),
  ];
}
