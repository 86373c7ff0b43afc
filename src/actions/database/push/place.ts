import type { PlannedFile } from './data.ts';

/** `statement 4 (line 6: create unique index …)`, from 1 as people count; what comes after a file's last is history's row. */
export function placeIn({ statements }: Pick<PlannedFile, 'statements'>, index: number | undefined): string {
  if (index === undefined) return 'a statement that the CLI did not name';
  const statement = statements[index];
  if (statement === undefined) return 'the row of history, after its last statement';
  return `statement ${index + 1} (line ${statement.line}: ${statement.text})`;
}

/** `1 file`, `2 files` */
export function counted(many: number, thing: string): string {
  return `${many} ${thing}${many === 1 ? '' : 's'}`;
}

/** The beginning of a statement, on one line. */
export function shortened(sql: string): string {
  const line = sql.replaceAll(/\s+/g, ' ').trim();
  return line.length <= 70 ? line : `${line.slice(0, 69)}…`;
}

/** The first of them, and how many more there are. */
export function listed(names: readonly string[], most = 5): string {
  const more = names.length > most ? ` and ${names.length - most} more` : '';
  return names.slice(0, most).join(', ') + more;
}
