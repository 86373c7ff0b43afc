import type { Table } from '../../core/action.ts';
import type { Row } from './row.ts';

const head = ['target', 'name', 'from', 'state', 'proof', 'age', 'asked for by', 'beside'];

export function tableOf(rows: readonly Row[]): Table {
  return { head, rows: rows.map(cells) };
}

/** The rows as a page of Markdown: what reads well in a note and a browser. */
export function renderRows(title: string, rows: readonly Row[]): string {
  if (rows.length === 0) return `# ${title}\n\nNo secret is mapped, and no target has one.\n`;
  const lines = [head, head.map(() => '---'), ...rows.map(cells)].map((row) => `| ${row.map(cell).join(' | ')} |`);
  return [`# ${title}`, '', ...lines, ''].join('\n');
}

function cells({ target, name, secret, state, grade, ageDays, flags, owner, usedBy, note }: Row): readonly string[] {
  const beside = [...flags, ...(owner === undefined ? [] : [`owner ${owner}`]), ...(note === undefined ? [] : [note])];
  return [
    target,
    name,
    secret ?? '–',
    state,
    grade ?? '–',
    ageDays === undefined ? '–' : `${ageDays} d`,
    placesOf(usedBy),
    beside.length === 0 ? '–' : beside.join('; '),
  ];
}

/** The first and how many more: the archive has them all. */
function placesOf([first, ...others]: readonly string[]): string {
  if (first === undefined) return '–';
  return others.length === 0 ? first : `${first} +${others.length}`;
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll(/\s+/gu, ' ');
}
