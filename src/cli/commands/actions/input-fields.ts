import { z, type ZodType } from 'zod';

/** A member of an action's input, as a flag shows it. */
export interface InputField {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'boolean' | 'list' | 'choice';
  readonly brief: string;
  readonly required: boolean;
  /** For a choice. */
  readonly values: readonly string[];
  /** As one would type it. */
  readonly fallback?: string;
}

/** Reads the members from the schema's JSON Schema, so that wrappers (optional, default, transform) do not hide them. */
export function inputFields(input: ZodType): readonly InputField[] {
  const { properties = {}, required = [] } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).flatMap(([name, member]) =>
    typeof member === 'boolean' ? [] : [fieldOf(name, member, required.includes(name))],
  );
}

type Schema = z.core.JSONSchema.BaseSchema;

function fieldOf(name: string, schema: Schema, required: boolean): InputField {
  const fallback = typed(schema.default);
  return {
    name,
    kind: kindOf(schema),
    brief: schema.description ?? '',
    required,
    values: (schema.enum ?? []).filter((value) => typeof value === 'string'),
    ...(fallback === undefined ? {} : { fallback }),
  };
}

function kindOf(schema: Schema): InputField['kind'] {
  const shapes = [schema, ...(schema.anyOf ?? [])].filter((shape) => typeof shape !== 'boolean');
  if (shapes.some(({ type }) => type === 'array')) return 'list';
  if (schema.enum !== undefined) return 'choice';
  if (shapes.some(({ type }) => type === 'boolean')) return 'boolean';
  return shapes.some(({ type }) => type === 'number' || type === 'integer') ? 'number' : 'text';
}

function typed(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(String).join(',');
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}
