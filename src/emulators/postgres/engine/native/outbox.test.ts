import { expect, test } from 'vitest';
import { Outbox } from './outbox.ts';

const message = (type: string, bytes = 1): Buffer => Buffer.concat([Buffer.from(type), Buffer.alloc(bytes)]);

function written(...messages: readonly Buffer[]): readonly string[] {
  const writes: string[] = [];
  const outbox = new Outbox((bytes) => writes.push(bytes.toString('latin1').replaceAll('\0', '')));
  for (const each of messages) outbox.put(each);
  return writes;
}

test('what belongs together is sent together, as soon as it is answered', () => {
  expect(written(message('P'), message('B'), message('E'), message('S'), message('Q'))).toEqual(['PBES', 'Q']);
  expect(written(message('P'), message('H'), message('d'), message('d'))).toEqual(['PH', 'd', 'd']);
});

test('a login has no type, and is sent at once', () => {
  expect(written(Buffer.from([0, 0, 0, 8, 1, 2, 3, 4]))).toHaveLength(1);
});

test('what becomes large does not wait for an end', () => {
  expect(written(message('P'), message('B', 70_000))).toEqual(['PB']);
});
