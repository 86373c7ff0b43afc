import { z } from 'zod';
import { Failure } from '../../../../core/failure.ts';
import type { AccessCell, AccessIntent, AccessKind } from '../types.ts';

export const intentPath = 'supabase/access.json';
export const pagePath = 'supabase/access.md';

/** A widening that somebody answers for: `what` is `OBJECT PERSONA VERB`, or an object alone for what it has about it. */
export interface Accepted {
  readonly what: string;
  readonly why: string;
  readonly by?: string | undefined;
}

/** What stands in supabase/access.json. */
export interface IntentFile extends AccessIntent {
  readonly accepted: readonly Accepted[];
}

const kinds = [
  'table',
  'view',
  'materialized view',
  'function',
  'bucket',
  'publication',
  'sequence',
  'schema',
] as const satisfies AccessKind[];
const outcomes = ['all', 'some', 'none', 'refused', 'broken', 'unknown'] as const;
const verbs = ['select', 'insert', 'update', 'delete', 'execute'] as const;
const ways = ['where', 'blind'] as const;
const rows = ['own', 'other', 'given', 'taken', 'unmade'] as const;

const entry = z.union([
  z.enum(outcomes),
  z.strictObject({
    outcome: z.enum(outcomes),
    columns: z.string().optional(),
    /** By what rows differ in: whether they are reached. Not a list: Prettier would have it on one line, or on several. */
    which: z.record(z.string(), z.boolean()).optional(),
    why: z.string().optional(),
  }),
]);
const schema = z.strictObject({
  format: z.literal(1),
  accepted: z.array(z.strictObject({ what: z.string(), why: z.string().min(1), by: z.string().optional() })),
  personas: z.record(
    z.string(),
    z.strictObject({
      role: z.string(),
      claims: z.record(z.string(), z.json()),
      settings: z.record(z.string(), z.string()),
    }),
  ),
  objects: z.record(
    z.string(),
    z.strictObject({
      kind: z.enum(kinds),
      traits: z.string().optional(),
      access: z.record(z.string(), z.record(z.string(), entry)),
    }),
  ),
});

/** What is refused is left out: who is not named has no access. The same matrix gives the same bytes. */
export function intentText({ personas, objects, cells, accepted }: IntentFile): string {
  const file = {
    format: 1,
    accepted,
    personas: Object.fromEntries(
      personas.map(({ name, role, claims, settings }) => [name, { role, claims, settings }]),
    ),
    objects: Object.fromEntries(
      objects.map(({ name, kind, traits }) => [
        name,
        {
          kind,
          ...(traits.length === 0 ? {} : { traits: traits.join(', ') }),
          access: Object.fromEntries(
            personas.map((persona) => [
              persona.name,
              accessOf(cells.filter((each) => each.object === name && each.persona === persona.name)),
            ]),
          ),
        },
      ]),
    ),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

function accessOf(cells: readonly AccessCell[]): object {
  return Object.fromEntries(
    cells
      .filter(({ outcome }) => outcome !== 'refused')
      .map(({ verb, way, rows: whose, outcome, columns, which, why }) => [
        [verb, ...(way === 'plain' ? [] : [way]), ...(whose === 'any' ? [] : [whose])].join(' '),
        columns === undefined && which === undefined && why === undefined
          ? outcome
          : {
              outcome,
              ...(columns === undefined ? {} : { columns: columns.join(', ') }),
              ...(which === undefined ? {} : { which: whichByLabel(which) }),
              ...(why === undefined ? {} : { why }),
            },
      ]),
  );
}

function whichByLabel(lines: readonly string[]): Readonly<Record<string, boolean>> {
  return Object.fromEntries(lines.map((line) => [line.slice(2), line.startsWith('+')]));
}

function linesOf(which: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.entries(which).map(([label, reached]) => `${reached ? '+' : '-'} ${label}`);
}

/** Throws Failure `database.bad-intent`. */
export function readIntent(text: string, file = intentPath): IntentFile {
  try {
    const { accepted, personas, objects } = schema.parse(JSON.parse(text));
    return {
      accepted,
      personas: Object.entries(personas).map(([name, persona]) => ({ name, ...persona })),
      objects: Object.entries(objects).map(([name, { kind, traits }]) => ({
        name,
        kind,
        traits: traits?.split(', ') ?? [],
      })),
      cells: Object.entries(objects).flatMap(([object, { access }]) =>
        Object.entries(access).flatMap(([persona, said]) =>
          Object.entries(said).map(([key, value]) => cellOf(object, persona, key, value)),
        ),
      ),
    };
  } catch (error) {
    throw badIntent(file, error instanceof z.ZodError ? z.prettifyError(error) : String(error));
  }
}

function cellOf(object: string, persona: string, key: string, value: z.infer<typeof entry>): AccessCell {
  const words = key.split(' ');
  const verb = verbs.find((each) => each === words[0]);
  if (verb === undefined) throw new Error(`${object}, ${persona}: ${key} is no verb`);
  const way = ways.find((each) => words.includes(each)) ?? 'plain';
  const whose = rows.find((each) => words.includes(each)) ?? 'any';
  const { outcome, columns, which, why } = typeof value === 'string' ? plain(value) : value;
  return {
    object,
    persona,
    verb,
    way,
    rows: whose,
    outcome,
    ...(columns === undefined ? {} : { columns: columns.split(', ') }),
    ...(which === undefined ? {} : { which: linesOf(which) }),
    ...(why === undefined ? {} : { why }),
  };
}

function badIntent(file: string, why: string): Failure {
  return new Failure({
    code: 'database.bad-intent',
    what: `${file} cannot be read`,
    why: why.split('\n').slice(0, 3).join('; '),
    fix: 'Correct it, or write it anew: `prestage database accept --apply`.',
    file,
  });
}

interface Entry {
  readonly outcome: AccessCell['outcome'];
  readonly columns?: string;
  readonly which?: Readonly<Record<string, boolean>>;
  readonly why?: string;
}

function plain(outcome: AccessCell['outcome']): Entry {
  return { outcome };
}
