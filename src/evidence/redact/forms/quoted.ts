/** Inside each kind of quotes that a shell, `printf %q` or SQL puts around a value. */
export function quotedForms(value: string): readonly string[] {
  return [
    value.replaceAll("'", String.raw`'\''`),
    value.replaceAll("'", `'"'"'`),
    value.replaceAll("'", "''"),
    value.replaceAll(/["$`\\]/g, String.raw`\$&`),
    value.replaceAll(/['\\]/g, String.raw`\$&`),
    value.replaceAll(/[^\w@%+:,./=-]/gu, String.raw`\$&`),
  ];
}
