import { describe, expect, it } from 'vitest';
import { genesis, type JournalEntry } from '../core/journal.ts';
import { formatRecord, readJournal, splitJournal } from './chain.ts';
import { sha256 } from './digest.ts';
import { failureOf } from './testing/failure-of.ts';

const opened: JournalEntry = {
  kind: 'run.opened',
  run: 'r',
  mode: 'rehearsal',
  direction: { path: 'd.md', title: 'D', digest: 'a'.repeat(64) },
  bindingsDigest: 'b'.repeat(64),
  prestage: '0.0.0',
  tasks: [{ number: '1', title: 'One' }],
};
const started: JournalEntry = { kind: 'task.started', number: '1', title: 'One' };
const at = '2026-11-23T03:15:00.000Z';

function journalOf(...entries: readonly JournalEntry[]): string {
  let prev = genesis;
  const lines = entries.map((entry, index) => {
    const { line, digest } = formatRecord(index + 1, prev, at, entry);
    prev = digest;
    return line;
  });
  return `${lines.join('\n')}\n`;
}

const text = journalOf(opened, started, started);
const lines = text.split('\n');

describe('the chain', () => {
  it('reads back what was written', () => {
    const { records, head, count } = readJournal(text);
    expect(records.map(({ entry }) => entry)).toEqual([opened, started, started]);
    expect(records.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(records[0]?.prev).toBe(genesis);
    expect(records[2]?.prev).toBe(sha256(lines[1]!));
    expect({ head, count }).toEqual({ head: sha256(lines[2]!), count: 3 });
  });

  it.each<[string, string, string, number]>([
    ['an empty file', '', 'empty', 1],
    ['a white space', text.replace('{"at"', '{ "at"'), 'not-canonical', 1],
    [
      'a changed key order',
      text.replace(/"at":("[^"]*"),"entry":(.*?\}),"prev"/, '"entry":$2,"at":$1,"prev"'),
      'not-canonical',
      1,
    ],
    ['a carriage return', text.replaceAll('\n', '\r\n'), 'not-canonical', 1],
    ['an empty line', text.replace('\n', '\n\n'), 'not-canonical', 2],
    ['no JSON', `${lines[0]}\nhello\n`, 'not-canonical', 2],
    ['an unknown field', text.replace('"v":1', '"v":1,"w":1'), 'shape', 1],
    ['a wrong shape', '{"v":1}\n', 'shape', 1],
    ['a later version', text.replace('"v":1', '"v":2'), 'shape', 1],
    ['an edited line', text.replace('"run":"r"', '"run":"s"'), 'prev', 2],
    ['a line taken out', `${lines[0]}\n${lines[2]}\n`, 'seq', 2],
    ['a line doubled', `${lines[0]}\n${lines[0]}\n`, 'seq', 2],
    ['no opening', journalOf(started), 'opening', 1],
    ['a second opening', journalOf(opened, opened), 'opening', 2],
  ])('refuses %s', (_name, broken, slug, line) => {
    expect(failureOf(() => readJournal(broken))).toMatchObject({
      code: `evidence.journal-${slug}`,
      line,
      file: 'journal.jsonl',
    });
  });

  it('tells a half-written last line apart from a broken one', () => {
    const cut = text.slice(0, -10);
    expect(failureOf(() => readJournal(cut))).toMatchObject({ code: 'evidence.journal-cut', line: 3 });
    expect(failureOf(() => readJournal(text.slice(0, -1)))).toMatchObject({ code: 'evidence.journal-cut', line: 3 });
    expect(failureOf(() => readJournal(cut.replace('"run":"r"', '"run":"s"')))).toMatchObject({
      code: 'evidence.journal-prev',
    });
    const { whole, cut: half } = splitJournal(cut);
    expect(whole + half).toBe(cut);
    expect(readJournal(whole).count).toBe(2);
  });
});
