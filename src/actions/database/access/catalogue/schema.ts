import { z } from 'zod';

const column = z.object({
  name: z.string(),
  /** As SQL writes it: `character varying(20)`. */
  type: z.string(),
  /** Of a domain, what it is made of. */
  base: z.string(),
  /** One letter, as in pg_type: S for text, N for numbers, E for enums, A for arrays … */
  category: z.string(),
  labels: z.array(z.string()),
  notNull: z.boolean(),
  default: z.string().nullable(),
  /** Computed by the database: nobody writes it. */
  computed: z.boolean(),
});

const policy = z.object({
  name: z.string(),
  command: z.string(),
  permissive: z.boolean(),
  roles: z.array(z.string()),
  using: z.string().nullable(),
  check: z.string().nullable(),
  /** Columns that it asks, its own table's and others'. */
  asks: z.array(z.object({ schema: z.string(), table: z.string(), column: z.string() })),
});

const relation = z.object({
  oid: z.number(),
  schema: z.string(),
  name: z.string(),
  /** pg_class.relkind: r, p, v, m or f. */
  kind: z.string(),
  rowSecurity: z.boolean(),
  /** Of a view: whether its tables are asked with its owner's rights. */
  ownersRights: z.boolean(),
  /** Of a view: whether what it leaves out is kept from the conditions of whoever asks it. */
  barrier: z.boolean(),
  /** What may be done to a view, by itself or by a trigger that does it instead. */
  writable: z.array(z.enum(['insert', 'update', 'delete'])),
  columns: z.array(column),
  /** Of its primary key and its other unique indexes. */
  unique: z.array(z.array(z.string())),
  primaryKey: z.array(z.string()),
  references: z.array(
    z.object({
      constraint: z.string(),
      columns: z.array(z.string()),
      schema: z.string(),
      table: z.string(),
      to: z.array(z.string()),
    }),
  ),
  checks: z.array(z.object({ name: z.string(), columns: z.array(z.string()), text: z.string() })),
  /** Of a partition: which rows may lie in it. */
  part: z.object({ columns: z.array(z.string()), text: z.string().nullable() }).nullable(),
  triggers: z.array(z.string()),
  /** Whether going through all of it takes long. */
  large: z.boolean(),
  /** Those that come when a change was made, and had passed the policies. */
  triggersAfter: z.array(z.string()),
  policies: z.array(policy),
  /** Of a view, what it is made of. */
  definition: z.string().nullable(),
  /** As they would be made: its triggers, and rules that do something else instead. */
  triggerTexts: z.array(z.string()),
  rules: z.array(z.string()),
});

/** An argument: as of a column, its type and what that is made of. */
const input = column.pick({ name: true, type: true, base: true, category: true, labels: true }).extend({
  /** Of a procedure: what only comes out, and has to stand in the call. */
  out: z.boolean(),
});

const routine = z.object({
  oid: z.number(),
  /** `f` a function, `p` a procedure. */
  kind: z.enum(['f', 'p']),
  schema: z.string(),
  /** With its arguments: `public.is_member(uuid)`. */
  signature: z.string(),
  name: z.string(),
  /** What goes in, in the order of the call. */
  inputs: z.array(input),
  /** As SQL writes it: `void`, `public.wallets`. */
  returns: z.string(),
  definer: z.boolean(),
  /** Whether it has a search_path of its own, and not its caller's. */
  ownSearchPath: z.boolean(),
  givesRows: z.boolean(),
  /** Whether it may change something: it does not promise otherwise. */
  writes: z.boolean(),
  /** How many arguments it cannot do without. */
  required: z.number(),
  /** Whether its last argument takes any number of values. */
  variadic: z.boolean(),
});

export const catalogueSchema = z.object({
  relations: z.array(relation),
  routines: z.array(routine),
  buckets: z.array(z.object({ id: z.string(), public: z.boolean() })),
  /** The code of every function, procedure and trigger function, by its full name. */
  bodies: z.array(z.object({ name: z.string(), parameters: z.array(z.string()), text: z.string() })),
  published: z.array(z.object({ publication: z.string(), table: z.string() })),
});

/** What there is to have access to. */
export type Catalogue = z.infer<typeof catalogueSchema>;
export type Relation = z.infer<typeof relation>;
export type Column = z.infer<typeof column>;
export type Policy = z.infer<typeof policy>;
export type Input = z.infer<typeof input>;
export type Routine = z.infer<typeof routine>;

export function fullName({ schema, name }: Pick<Relation, 'schema' | 'name'>): string {
  return `${schema}.${name}`;
}
