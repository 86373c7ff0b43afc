import type { Readable } from 'node:stream';
import type { Redactor } from '../../core/redactor.ts';
import { BoundedBytes } from './bounded.ts';
import { createSequenceFilter } from './without-sequences.ts';

/** Reads a child's stream, without colours and redacted before anything is kept. `text()` is whole once the stream has closed. */
export function capture(stream: Readable, redactor: Redactor, limit: number): { text(): string } {
  const plain = createSequenceFilter();
  const redacting = redactor.stream();
  const kept = new BoundedBytes(limit);
  let whole: string | undefined;
  stream.on('data', (chunk: Uint8Array) => kept.push(redacting.push(plain.push(chunk))));
  return {
    text: () => {
      if (whole === undefined) {
        kept.push(redacting.push(plain.end()));
        kept.push(redacting.end());
        whole = kept.text();
      }
      return whole;
    },
  };
}
