/** Parts of statements. All names and values in them come from the database or the config, and are quoted here. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function qualified({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${identifier(schema)}.${identifier(name)}`;
}

export function literal(value: string | null): string {
  if (value === null) return 'null';
  const quoted = `'${value.replaceAll("'", "''")}'`;
  return value.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}

export function list(names: readonly string[]): string {
  return names.map(identifier).join(', ');
}

/** An array of text, also of none. */
export function textArray(values: readonly string[]): string {
  return `array[${values.map(literal).join(', ')}]::text[]`;
}

/** Places of rows: where they lie now, good until something changes them. */
export function places(ctids: readonly string[]): string {
  return `array[${ctids.map(literal).join(', ')}]::tid[]`;
}
