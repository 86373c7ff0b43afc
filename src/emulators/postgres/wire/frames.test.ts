import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameReader } from './frames.ts';
import { errorResponse, query } from './messages.ts';

test('messages come out as they went in, however the bytes were cut', () => {
  const messages = [query('select 1'), errorResponse('ERROR', '42601', 'no'), query('')];
  const bytes = Buffer.concat(messages);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 })), (cuts) => {
      const reader = new FrameReader();
      const frames = [];
      let at = 0;
      for (const cut of [...cuts, bytes.length]) {
        reader.push(bytes.subarray(at, at + cut));
        at += cut;
        frames.push(...reader.all(true));
      }
      expect(frames.map(({ raw }) => raw)).toEqual(messages);
      expect(frames.map(({ type }) => type)).toEqual(['Q', 'E', 'Q']);
    }),
  );
});

test('a length that cannot be is no message', () => {
  const reader = new FrameReader();
  reader.push(Buffer.from('GET / HTTP/1.1\r\n'));
  expect(() => reader.next(false)).toThrow(RangeError);
});
