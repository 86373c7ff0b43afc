import type { Redactor } from '../../core/redactor.ts';

/** A small redactor for tests: takes these values out as they stand. It holds a stream back until its end. */
export function literalRedactor(values: readonly string[] = []): Redactor {
  let count = 0;
  const text = (raw: string): string =>
    values.reduce((line, value) => {
      count += line.split(value).length - 1;
      return line.replaceAll(value, '[redacted]');
    }, raw);
  return {
    ruleSet: 'literal',
    get counts() {
      return new Map(count === 0 ? [] : [['literal', count]]);
    },
    get count() {
      return count;
    },
    text,
    learn: () => {},
    stream() {
      const chunks: Uint8Array[] = [];
      return {
        push(chunk) {
          if (values.length === 0) return chunk;
          chunks.push(chunk);
          return new Uint8Array();
        },
        end: () => Buffer.from(text(Buffer.concat(chunks).toString('utf8'))),
      };
    },
  };
}
