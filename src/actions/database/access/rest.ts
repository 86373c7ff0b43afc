import { fullName, type Catalogue } from './catalogue/schema.ts';
import { isSupabases } from './objects.ts';
import { isSpared } from './probe/attempt.ts';
import type { Subject } from './probe/subject.ts';
import type { AccessCell, Persona } from './types.ts';

/** Realtime sends a change to whoever may read the row. */
export function published(cells: readonly AccessCell[], { published: tables }: Catalogue): readonly AccessCell[] {
  return tables.flatMap(({ publication, table }) =>
    cells
      .filter(({ object, verb }) => object === table && verb === 'select')
      .map((cell) => ({ ...cell, object: `${publication}: ${table}` })),
  );
}

const verbs = ['select', 'insert', 'update', 'delete'] as const;

export function untried(subjects: readonly Subject[], personas: readonly Persona[]): readonly AccessCell[] {
  return subjects.flatMap(({ object, without }) =>
    without === undefined
      ? []
      : personas.flatMap(({ name }) =>
          verbs.map((verb): AccessCell => ({
            object,
            persona: name,
            verb,
            way: 'plain',
            rows: 'any',
            outcome: 'unknown',
            why: without,
          })),
        ),
  );
}

/** Where the rows that were made are not all that might matter, nobody can say that the rest is kept from anyone. */
export function shortOfRows(subjects: readonly Subject[], personas: readonly Persona[]): readonly AccessCell[] {
  return subjects.flatMap(({ object, short }) =>
    short === undefined
      ? []
      : personas.map(({ name }): AccessCell => ({
          object,
          persona: name,
          verb: 'select',
          way: 'plain',
          rows: 'unmade',
          outcome: 'unknown',
          why: short,
        })),
  );
}

/** What lies on another server cannot be filled with rows, and no policy stands before it. */
export function foreign({ relations }: Catalogue, personas: readonly Persona[]): readonly AccessCell[] {
  return relations
    .filter(({ kind }) => kind === 'f')
    .flatMap((relation) =>
      personas.map(({ name }): AccessCell => ({
        object: fullName(relation),
        persona: name,
        verb: 'select',
        way: 'plain',
        rows: 'any',
        outcome: 'unknown',
        why: 'a foreign table: its rows lie elsewhere',
      })),
    );
}

export const tooLarge = 'it is large: nothing goes through all of its rows where people work';

/** What is left out of an environment for its size. */
export function spared({ relations }: Catalogue, personas: readonly Persona[]): readonly AccessCell[] {
  const large = relations.filter((each) => isSpared(each, { scratch: false }) && !isSupabases(each));
  return large.flatMap((relation) =>
    personas.flatMap(({ name }) =>
      (relation.kind === 'v' || relation.kind === 'm' ? verbs : (['update', 'delete'] as const)).map(
        (verb): AccessCell => ({
          object: fullName(relation),
          persona: name,
          verb,
          way: verb === 'update' || verb === 'delete' ? 'blind' : 'plain',
          rows: 'any',
          outcome: 'unknown',
          why: tooLarge,
        }),
      ),
    ),
  );
}

export function absent(personas: readonly Persona[], { relations }: Catalogue): readonly AccessCell[] {
  const tables = relations.filter((each) => !isSupabases(each)).map(fullName);
  return personas.flatMap(({ name, role }) =>
    tables.map((object): AccessCell => ({
      object,
      persona: name,
      verb: 'select',
      way: 'plain',
      rows: 'any',
      outcome: 'unknown',
      why: `there is no role ${role}`,
    })),
  );
}

export function sorted(cells: readonly AccessCell[]): readonly AccessCell[] {
  return cells
    .map((cell) => ({ cell, key: keyOf(cell) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ cell }) => cell);
}

function keyOf({ object, persona, verb, way, rows }: AccessCell): string {
  return JSON.stringify([object, persona, verb, way, rows]);
}
