import type { ListItem } from 'mdast';
import type { ChangeLogEntry, Finding } from '../../core/order.ts';
import { rangeOf, wordsOf } from '../markdown/words.ts';

/** `2025-10-17: Version 1.1 — Template rewrite`; the dash may be an em dash, an en dash or a hyphen. */
const dated = /^(\d{4}-\d{2}-\d{2})\s*(?::|\s[—–-]|[—–])\s*(.*)$/s;
const versioned = /^Version\s+(\S+?)(?:\s*[—–]\s*|\s+-+\s+|:\s+|$)(.*)$/is;

export function readChangeLog(
  items: readonly ListItem[],
  file: string,
): { entries: readonly ChangeLogEntry[]; findings: readonly Finding[] } {
  const read = items.map((item) => ({ item, entry: readEntry(item) }));
  return {
    entries: read.map(({ entry }) => entry).filter((entry) => entry !== undefined),
    findings: read.filter(({ entry }) => entry === undefined).map(({ item }) => noEntry(item, file)),
  };
}

function readEntry(item: ListItem): ChangeLogEntry | undefined {
  const found = dated.exec(wordsOf(item.children));
  if (found?.[1] === undefined || !isDate(found[1])) return undefined;
  const words = found[2] ?? '';
  const version = versioned.exec(words);
  const { line } = rangeOf(item);
  if (version?.[1] === undefined) return { date: found[1], summary: words, line };
  return { date: found[1], version: version[1], summary: version[2] ?? '', line };
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function noEntry(item: ListItem, file: string): Finding {
  return {
    rule: 'change-log.entry',
    severity: 'warning',
    file,
    line: rangeOf(item).line,
    message: `"${wordsOf(item.children)}" is no change-log entry: it does not begin with a date`,
    fix: 'Write it as `- 2025-10-17: Version 1.1 — what changed`',
  };
}
