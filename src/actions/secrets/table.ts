import type { Row } from './row.ts';

/** The rows as a page of Markdown: what reads well in a terminal, a note and a browser alike. */
export function renderRows(title: string, rows: readonly Row[]): string {
  const lines = rows.map((row) => `| ${cells(row).map(cell).join(' | ')} |`);
  const head = [
    '| target | name | from | state | proof | age | beside |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ];
  return [
    `# ${title}`,
    '',
    ...(rows.length === 0 ? ['No secret is mapped, and no target has one.'] : [...head, ...lines]),
    '',
  ].join('\n');
}

function cells({ target, name, secret, state, grade, ageDays, flags, owner, note }: Row): readonly string[] {
  const beside = [...flags, ...(owner === undefined ? [] : [`owner ${owner}`]), ...(note === undefined ? [] : [note])];
  return [
    target,
    name,
    secret ?? '–',
    state,
    grade ?? '–',
    ageDays === undefined ? '–' : `${ageDays} d`,
    beside.join('; '),
  ];
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll(/\s+/gu, ' ');
}
