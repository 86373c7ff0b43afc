import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../core/failure.ts';
import { mapStrings } from '../core/map-strings.ts';
import type { Redactions } from '../core/record.ts';
import type { Redactor } from '../core/redactor.ts';
import type { Secret } from '../core/secret.ts';
import { disarmLines, printable, withoutSequences } from '../core/untrusted.ts';
import { createRedactor } from '../evidence/redact.ts';
import { redactionMeter } from '../evidence/redact/meter.ts';

/**
 * What everything passes before it is kept or shown. Colours are left out, since one in the middle of a value would hide it;
 * secrets are taken out; other control characters become signs that can be seen. The actions get what children print without
 * the last step, since they must parse it.
 */
export interface Capture {
  readonly redactor: Redactor;
  text(text: string): string;
  /** The content of a file of evidence: besides, no line of it is a workflow command. */
  file(content: string): string;
  /** A file as it is but for secrets: an image has no lines. */
  bytes(content: Uint8Array): Uint8Array;
  /** A plain file name: one line, no path, nothing that a shell or another system has words for. */
  name(name: string): string;
  /** Every string in a value. */
  all<T>(value: T): T;
  error(error: unknown): unknown;
  /** What was taken out since this was asked before. */
  redactions(): Redactions;
}

/** Throws a Failure for values that cannot be kept out of evidence. */
export function createCapture(secrets: readonly Secret[]): Capture {
  const redactor = createRedactor(secrets);
  const text = (raw: string): string => printable(redactor.text(withoutSequences(raw)));
  const all = <T>(value: T): T => mapStrings(value, text);
  return {
    redactor,
    text,
    all,
    file: (content) => disarmLines(text(content)),
    bytes: (content) => redactedBytes(redactor, content),
    name: (name) => text(name).replaceAll(/[^\p{L}\p{N}._@+ -]+/gu, '_'),
    error: (error) => captureError(error, { text, all }),
    redactions: redactionMeter(redactor),
  };
}

function redactedBytes(redactor: Redactor, content: Uint8Array): Uint8Array {
  const stream = redactor.stream();
  return Buffer.concat([stream.push(content), stream.end()]);
}

function captureError(error: unknown, { text, all }: Pick<Capture, 'text' | 'all'>): unknown {
  if (error instanceof Failure) {
    const data = all(error.data);
    return isDeepStrictEqual(data, error.data) ? error : new Failure(data, error.exitCode);
  }
  if (!(error instanceof Error)) return typeof error === 'string' ? text(error) : error;
  error.message = text(error.message);
  if (error.stack !== undefined) error.stack = text(error.stack);
  return error;
}
