import type { FailureData } from '../core/failure.ts';
import type { Redactor } from '../core/redactor.ts';
import { sidecarOf, type Prepared } from './prepare.ts';

/** Direction and bindings are kept byte for byte, so that a secret in one of them keeps the run from starting. */
export function secretsIn({ file, bytes, bindings }: Prepared, redactor: Redactor): readonly FailureData[] {
  const texts = [
    { path: file, text: new TextDecoder().decode(bytes) },
    { path: sidecarOf(file), text: bindings },
  ];
  return texts.flatMap(({ path, text }) => {
    const redacted = redactor.text(text);
    return redacted === text ? [] : [problem(path, firstDifference(text, redacted))];
  });
}

interface Place {
  readonly line: number;
  /** The line without the secret. */
  readonly text: string;
}

function firstDifference(text: string, redacted: string): Place {
  const lines = text.split('\n');
  const index = redacted.split('\n').findIndex((line, at) => line !== lines[at]);
  return { line: index + 1, text: redacted.split('\n')[index]?.trim() ?? '' };
}

function problem(file: string, { line, text }: Place): FailureData {
  return {
    code: 'run.secret-in-text',
    what: `A secret stands in ${file}`,
    why: `the file is kept as it is, and its line ${line} reads: ${text}`,
    fix: 'Take the value out, refer to the secret by its name, and renew it at its source: it may be in git already.',
    file,
    line,
  };
}
