import type { Secret } from '../../../core/secret.ts';
import { formsOf } from '../forms/forms.ts';
import { markerOf, markName } from '../marker.ts';

/** Bytes that must not leave, and what stands in their place. */
export interface Pattern {
  readonly bytes: Uint8Array;
  readonly marker: Uint8Array;
  readonly name: string;
}

/** All forms of all secrets, each once, in order of their bytes. Where two secrets share a form, the first one names it. */
export function patternsOf(secrets: readonly Secret[]): readonly Pattern[] {
  const byForm = new Map<string, Pattern>();
  for (const secret of secrets) {
    const marker = Buffer.from(markerOf(secret.name));
    const name = markName(secret.name);
    for (const form of formsOf(secret.reveal()))
      if (!byForm.has(form)) byForm.set(form, { bytes: Buffer.from(form), marker, name });
  }
  return [...byForm.values()].toSorted((a, b) => Buffer.compare(a.bytes, b.bytes));
}
