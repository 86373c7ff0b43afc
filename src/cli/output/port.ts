import type { RunEvent } from '../../core/event.ts';
import type { Failure, FailureData } from '../../core/failure.ts';
import type { Finding } from '../../core/order.ts';
import type { RunRecord } from '../../core/record.ts';
import type { Verdict } from '../../core/verdict.ts';
import type { Palette } from './words/palette.ts';

/** What a command has to say to people, by intent; each rendering gives it its form. */
export type Block =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  /** To be copied into a shell: never wrapped. */
  | { readonly kind: 'command'; readonly text: string }
  | { readonly kind: 'verdict'; readonly verdict: Verdict; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'findings'; readonly findings: readonly ShownFinding[] }
  | { readonly kind: 'failure'; readonly failure: FailureData }
  | { readonly kind: 'record'; readonly record: RunRecord; readonly page: string; readonly folder: string };

/** A finding about a file as a whole has no line. */
export type ShownFinding = Omit<Finding, 'line'> & { readonly line?: number };

/** How text is set: the width to wrap at, and the colours. */
export interface Look {
  readonly palette: Palette;
  readonly columns: number;
}

/** The one port through which a command speaks. stdout carries the payload alone. */
export interface Output {
  watch(event: RunEvent): void;
  /** A line about what is being done; forgotten when it is done. */
  progress(line: string): void;
  /** The command's result, once: the object for machines, the blocks for people. */
  payload(object: unknown, people: readonly Block[]): void;
  failure(failure: Failure): void;
  /** Gives the terminal back as it was. Called at every end, Ctrl-C included. */
  close(): void;
}
