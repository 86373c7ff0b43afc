import { fullName, type Catalogue } from './catalogue/schema.ts';
import { isSupabases } from './objects.ts';
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
