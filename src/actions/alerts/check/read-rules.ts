import { isMap, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';

/** An alerting rule as it stands in a file, with the lines at which it and its expression begin. */
export interface ReadRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly line: number;
  readonly exprLine: number;
}

/** A file of rules, read: what alerts, what it records, and what is wrong with it as YAML. */
export interface ReadRules {
  readonly rules: readonly ReadRule[];
  /** Series that rules of the file make. */
  readonly recorded: readonly string[];
  readonly problems: readonly { readonly line: number; readonly why: string }[];
}

const words = z.record(z.string(), z.coerce.string()).default({});
const rule = z.looseObject({
  alert: z.string().optional(),
  record: z.string().optional(),
  expr: z.coerce.string().default(''),
  for: z.string().optional(),
  labels: words,
  annotations: words,
});
const file = z.looseObject({
  groups: z.array(z.looseObject({ name: z.string().min(1), rules: z.array(rule).default([]) })).min(1),
});

export function readRules(text: string): ReadRules {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  if (document.errors.length > 0)
    return none(
      document.errors.map(({ message, pos }) => ({
        line: counter.linePos(pos[0]).line,
        why: message.split('\n')[0] ?? 'it is no YAML',
      })),
    );
  const read = file.safeParse(document.toJS());
  if (!read.success)
    return none(
      read.error.issues.map(({ path, message }) => ({
        line: lineOf(document, counter, path),
        why: `${path.length === 0 ? 'it' : path.join('.')}: ${message}`,
      })),
    );
  const all = read.data.groups.flatMap(({ rules }, group) =>
    rules.map((each, index) => ({ each, at: ['groups', group, 'rules', index] })),
  );
  return {
    recorded: all.flatMap(({ each }) => each.record ?? []),
    problems: all
      .filter(({ each }) => (each.alert === undefined) === (each.record === undefined))
      .map(({ at }) => ({
        line: lineOf(document, counter, at),
        why: 'the rule has to have `alert` or `record`, one of them',
      })),
    rules: all.flatMap(({ each: { alert, expr, for: holds, labels, annotations }, at }) =>
      alert === undefined
        ? []
        : [
            {
              alert,
              expr,
              ...(holds === undefined ? {} : { for: holds }),
              labels,
              annotations,
              line: lineOf(document, counter, at),
              exprLine: lineOf(document, counter, [...at, 'expr']),
            },
          ],
    ),
  };
}

function none(problems: ReadRules['problems']): ReadRules {
  return { rules: [], recorded: [], problems };
}

/** The line of what the path leads to, or of the nearest thing above it. */
function lineOf(document: Document, counter: LineCounter, path: readonly PropertyKey[]): number {
  const keys = path.filter((key) => typeof key !== 'symbol');
  for (let length = keys.length; length > 0; length -= 1) {
    const node = document.getIn(keys.slice(0, length), true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
    if (Array.isArray(range) && typeof range[0] === 'number') return counter.linePos(range[0]).line;
  }
  return isMap(document.contents) || isSeq(document.contents)
    ? counter.linePos(document.contents.range?.[0] ?? 0).line
    : 1;
}
