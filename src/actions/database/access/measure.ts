import type { Session } from '../../../services/postgres/session.ts';
import { readRightsBeyondRows } from './beyond-rows.ts';
import { readLooseRights } from './loose-rights.ts';
import { tryCalls } from './call/try-calls.ts';
import { readCatalogue } from './catalogue/read.ts';
import type { Catalogue } from './catalogue/schema.ts';
import { findDeadPolicies } from './dead.ts';
import { subjectsOf } from './fixture/subjects.ts';
import { namedRows } from './fixture/variants/named-rows.ts';
import { worldsOf } from './fixture/world.ts';
import { isSupabases, objectsOf } from './objects.ts';
import { readPrivileges } from './privileges.ts';
import { isSpared, type Attempt } from './probe/attempt.ts';
import { attemptsOn } from './probe/on-rows.ts';
import { tryFurther } from './probe/further.ts';
import { tryFreed } from './probe/free.ts';
import { cellsOf, isDenied, isOfView, tryControls } from './probe/judge.ts';
import { attemptsOnResults } from './probe/results.ts';
import { prepareProbes, tryAll } from './probe/server.ts';
import type { Asking, Subject } from './probe/subject.ts';
import { absent, foreign, published, shortOfRows, sorted, spared, untried } from './rest.ts';
import { noTriggers } from './probe/outcome.ts';
import { attemptOnRoutine, attemptsOnView } from './probe/view.ts';
import type { AccessIntent, AccessMatrix, Persona } from './types.ts';

export interface MeasureOptions {
  readonly personas: readonly Persona[];
  /** The workspace's own, when absent. */
  readonly schemas?: readonly string[];
  /**
   * Whether the database may be thrown away. There the probes try themselves too, and foreign keys step aside, which
   * locks tables. All of it is rolled back either way.
   */
  readonly scratch: boolean;
  /** What it will be compared with: the rows that stand there are made too. */
  readonly meant?: Pick<AccessIntent, 'cells'> | undefined;
}

/**
 * Effective access, found by trying in one transaction that is rolled back. The session's user must go round row level
 * security and be able to take the personas' roles. Throws a `PostgresFailure` when it cannot even begin.
 */
export async function measureAccess(session: Session, options: MeasureOptions): Promise<AccessMatrix> {
  const started = performance.now();
  await session.query('begin');
  try {
    await session.query(
      `set local search_path = ''; set local statement_timeout = '20s'; set local lock_timeout = '2s'`,
    );
    const catalogue = await readCatalogue(session, options.schemas);
    const { cells, probes, deadPolicies } = await measureAll(session, catalogue, options);
    const roles = await rolesThere(session, options.personas);
    const withRights = await readRightsBeyondRows(session, catalogue.relations, [...roles.keys()]);
    const loose = await readLooseRights(session, catalogue, [...roles.keys()]);
    const objects = [...objectsOf(catalogue).map(withRights), ...loose].toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return {
      personas: options.personas,
      objects,
      cells,
      deadPolicies,
      probes,
      durationMs: Math.round(performance.now() - started),
    };
  } finally {
    await session.query('rollback');
  }
}

async function measureAll(session: Session, catalogue: Catalogue, { personas, scratch, meant }: MeasureOptions) {
  const roles = await rolesThere(session, personas);
  const known = unsetFirst(personas.filter(({ role }) => roles.has(role)));
  const strange = personas.filter(({ role }) => !roles.has(role));
  const allowed = await readPrivileges(
    session,
    catalogue.relations,
    known.map(({ role }) => role),
  );
  const subjects = await subjectsOf(session, catalogue, personas, scratch, namedRows(meant?.cells ?? []));
  // It keeps everyone from reading them.
  if (scratch) await refreshMaterialized(session, catalogue);
  await prepareProbes(session);
  const askings = known.map((persona) => ({
    persona,
    bypasses: roles.get(persona.role) === true,
    allowedOf: (relation: Subject['relation']) => allowed(persona.role, relation),
  }));
  const onRows = await tryOnRows(session, { subjects, catalogue, personas, askings, scratch });
  // It goes through every row.
  const deadPolicies = scratch
    ? await findDeadPolicies(
        session,
        catalogue.relations.filter((each) => !isSupabases(each)),
        known,
      )
    : [];
  const called = scratch
    ? await tryCalls(session, catalogue, { personas: known, worlds: worldsOf(personas), subjects })
    : { cells: [], probes: 0 };
  const { cells, probes } = await judged(session, onRows, { subjects, catalogue, scratch });
  const unknown = [
    ...untried(subjects, known),
    ...shortOfRows(subjects, known),
    ...foreign(catalogue, known),
    ...absent(strange, catalogue),
    ...(scratch ? [] : spared(catalogue, known)),
  ];
  return {
    cells: sorted([...cells, ...called.cells, ...published(cells, catalogue), ...unknown]),
    probes: probes + called.probes,
    deadPolicies,
  };
}

/** What every persona may do to every row, what follows from that, and the same by whoever may do everything. */
async function tryOnRows(session: Session, wanted: Wanted) {
  const { subjects, catalogue, askings, scratch } = wanted;
  const first = attemptsFor(wanted);
  const firstAnswers = await tryAll(
    session,
    first.map(({ probe }) => probe),
  );
  const asked = askings.flatMap((asking) =>
    subjects.map((subject) => ({
      subject,
      asking: { ...asking, scratch, allowed: asking.allowedOf(subject.relation) },
    })),
  );
  const { attempts, answers } = await tryFurther(session, { attempts: first, answers: firstAnswers }, asked, catalogue);
  const denied = new Set(
    attempts.filter(
      (attempt, index) =>
        attempt.setting === undefined && answers[index] !== undefined && isDenied(attempt, answers[index]),
    ),
  );
  const controls = await tryControls(
    session,
    attempts.filter((attempt) => isOfView(attempt) || denied.has(attempt)),
  );
  return { attempts, answers, denied, controls };
}

/** With the probes' trial of themselves, where that may be. */
async function judged(
  session: Session,
  { attempts, answers, denied, controls }: Awaited<ReturnType<typeof tryOnRows>>,
  { subjects, catalogue, scratch }: Pick<Wanted, 'subjects' | 'catalogue' | 'scratch'>,
) {
  const tested = [...denied].filter((attempt) => !isOfView(attempt));
  const freed = scratch ? await tryFreed(session, tested, catalogue) : new Map<Attempt, never>();
  const triggers = new Map(
    subjects.map(({ object, relation }) => [object, { all: relation.triggers, after: relation.triggersAfter }]),
  );
  const cells = cellsOf({
    attempts,
    answers,
    controls,
    freed,
    triggersOf: (object) => triggers.get(object) ?? noTriggers,
  });
  return { cells, probes: attempts.length + controls.size + freed.size };
}

interface Wanted extends Pick<MeasureOptions, 'personas' | 'scratch'> {
  readonly subjects: readonly Subject[];
  readonly catalogue: Catalogue;
  readonly askings: readonly (Pick<Asking, 'persona' | 'bypasses'> & {
    readonly allowedOf: (relation: Subject['relation']) => Asking['allowed'];
  })[];
}

function attemptsFor({ subjects, catalogue, personas, askings, scratch }: Wanted): readonly Attempt[] {
  const worlds = worldsOf(personas);
  const views = catalogue.relations
    .filter((each) => !isSupabases(each) && (each.kind === 'v' || each.kind === 'm'))
    .filter((view) => !isSpared(view, { scratch }));
  return askings.flatMap(({ persona, bypasses, allowedOf }): readonly Attempt[] => [
    ...subjects.flatMap((subject) =>
      attemptsOn(subject, { persona, bypasses, scratch, allowed: allowedOf(subject.relation) }),
    ),
    ...views.flatMap((view) => attemptsOnView(view, { persona, bypasses, scratch, allowed: allowedOf(view) }, worlds)),
    ...catalogue.routines.map((routine) => attemptOnRoutine(routine, persona)),
    ...(scratch ? catalogue.routines.flatMap((routine) => attemptsOnResults(routine, persona, worlds)) : []),
  ]);
}

/** What was set once in a session is empty afterwards and no longer absent: who sets nothing goes first. */
function unsetFirst(personas: readonly Persona[]): readonly Persona[] {
  return personas.toSorted((a, b) => Object.keys(a.settings).length - Object.keys(b.settings).length);
}

/** The personas' roles, and whether they go round row level security. */
async function rolesThere(session: Session, personas: readonly Persona[]): Promise<ReadonlyMap<string, boolean>> {
  const rows = await session.query('select rolname, rolbypassrls or rolsuper as bypasses from pg_catalog.pg_roles');
  const there = new Map(rows.map(({ rolname, bypasses }) => [String(rolname), bypasses === true]));
  return new Map(personas.flatMap(({ role }) => (there.has(role) ? [[role, there.get(role) === true]] : [])));
}

/** They show what was there when they were made, which was nothing. */
async function refreshMaterialized(session: Session, { relations }: Catalogue): Promise<void> {
  for (const { schema, name, kind } of relations) {
    if (kind !== 'm') continue;
    await session.query('savepoint prestage_refresh');
    try {
      await session.query(
        `refresh materialized view "${schema.replaceAll('"', '""')}"."${name.replaceAll('"', '""')}"`,
      );
    } catch {
      await session.query('rollback to savepoint prestage_refresh');
    }
  }
}
