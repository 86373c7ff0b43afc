/** Where something stands in the direction's text: UTF-16 offsets, end exclusive; lines count from 1. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** A list item of the task list, with what it nests. Which items are tasks, the bindings decide. */
export interface Item {
  /** By position, not by the number written: `1. 1. 1.` is 1, 2, 3. Nested items are `2.1`, `2.2`. */
  readonly number: string;
  /** Plain words, without Markdown marks and without nested lists, white space folded. */
  readonly text: string;
  /** The Markdown of the item's own words, bytes as written, without the marker and without nested lists. */
  readonly raw: string;
  /** What stands in back-ticks. */
  readonly codes: readonly string[];
  readonly range: SourceRange;
  readonly children: readonly Item[];
}

/** One box of the Definition of Done. */
export interface Box {
  /** `done-1`, `done-2`, by position. */
  readonly number: string;
  readonly text: string;
  readonly raw: string;
  readonly ticked: boolean;
  readonly range: SourceRange;
}

export interface AllowedTool {
  /** The program's name: `npx prettier` allows the program `npx` with the argument `prettier`. */
  readonly words: readonly string[];
  readonly note?: string;
}

export interface Budget {
  readonly minutes?: number;
  readonly tokens?: number;
  readonly files?: number;
}

export interface Constraints {
  readonly allowedTools: readonly AllowedTool[];
  /** Paths and globs, relative to the workspace. */
  readonly touched: readonly string[];
  readonly budget: Budget;
  readonly guardrails: readonly string[];
  /** Other labelled lines, such as Process. */
  readonly other: readonly LabelledLine[];
}

/** `- **Label:** words` */
export interface LabelledLine {
  readonly label: string;
  readonly text: string;
  readonly raw: string;
  readonly codes: readonly string[];
  readonly line: number;
}

export interface Section {
  readonly title: string;
  readonly depth: number;
  /** From the heading's first character to before the next heading of the same or a lesser depth. */
  readonly range: SourceRange;
  /** What stands under the heading. */
  readonly body: SourceRange;
}

export interface LinkReference {
  readonly label: string;
  readonly target: string;
  readonly line: number;
}

export interface ChangeLogEntry {
  readonly date: string;
  readonly version?: string;
  readonly summary: string;
  readonly line: number;
}

/** A direction, read. `source` is the exact text: rendering without an edit gives it back byte for byte. */
export interface Order {
  readonly source: string;
  readonly title: string;
  readonly metadata: readonly LabelledLine[];
  readonly sections: readonly Section[];
  readonly objective: string;
  readonly items: readonly Item[];
  readonly constraints: Constraints;
  readonly boxes: readonly Box[];
  readonly contractTest: readonly LabelledLine[];
  readonly risk: readonly LabelledLine[];
  readonly links: readonly LinkReference[];
  readonly changeLog: readonly ChangeLogEntry[];
}

/** A finding of the linter. Errors stop a run; warnings are shown. */
export interface Finding {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly fix: string;
}
