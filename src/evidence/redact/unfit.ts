import { Failure, type FailureData } from '../../core/failure.ts';
import type { Secret } from '../../core/secret.ts';
import { isCommon } from './common.ts';
import { shortest } from './forms/forms.ts';
import { markerOf } from './marker.ts';

/** Throws a Failure that names every secret that cannot be kept out of evidence, and never its value. */
export function refuseUnfit(secrets: readonly Secret[], known: readonly Secret[] = []): void {
  const markers = [...known, ...secrets].map(({ name }) => markerOf(name));
  const problems = secrets.map((secret) => unfit(secret, markers)).filter((problem) => problem !== undefined);
  const [first, ...others] = problems;
  if (first === undefined) return;
  if (others.length === 0) throw new Failure(first);
  throw new Failure({
    code: 'evidence.secrets-unfit',
    what: `${problems.length} secrets cannot be kept out of evidence`,
    why: 'their values stand in harmless text too; masked everywhere, they would deface it and so betray themselves',
    fix: 'Mend each of them at its source.',
    problems,
  });
}

/** What is wrong with one; undefined when nothing is. `markers` are those of all secrets. */
export function unfit(secret: Secret, markers: readonly string[] = [markerOf(secret.name)]): FailureData | undefined {
  const { name } = secret;
  const value = secret.reveal().trim();
  const fix = `Give ${name} another value at its source; if it is no secret, configure it as a plain value.`;
  if (value.length < shortest) {
    return {
      code: 'evidence.secret-short',
      what: `The secret ${name} is shorter than ${shortest} characters`,
      why: 'such a value stands in harmless text too, so it can be neither kept out of evidence nor redacted from it',
      fix: `Give ${name} a longer value at its source; if it is no secret, configure it as a plain value.`,
    };
  }
  if (isCommon(value)) {
    return {
      code: 'evidence.secret-common',
      what: `The value of the secret ${name} is a common one`,
      why: 'it stands in harmless text too; masked everywhere, it would deface that text and so betray itself',
      fix,
    };
  }
  if (!markers.some((marker) => marker.includes(value)) && !value.includes('[redacted:')) return undefined;
  return {
    code: 'evidence.secret-is-name',
    what: `The value of the secret ${name} is part of a secret's name`,
    why: 'names are written in the place of values, so it cannot be kept out of evidence',
    fix,
  };
}
