import { expect, test } from 'vitest';
import { readHeaders } from './headers.ts';

const subject = (value: string) => readHeaders(Buffer.from(`Subject: ${value}\r\n\r\nSubject: of the body\r\n`));

test('fields stand in their order, doubles too, unfolded; the body is none', () => {
  const raw = 'Received: a\r\nReceived: b\r\nX-Long: one\r\n two\r\n\tthree\r\nno field\r\n\r\nX-Body: no\r\n';
  expect(readHeaders(Buffer.from(raw))).toEqual([
    { name: 'Received', value: 'a' },
    { name: 'Received', value: 'b' },
    { name: 'X-Long', value: 'one two\tthree' },
  ]);
});

test.each([
  ['ready', 'ready'],
  ['=?UTF-8?Q?gr=C3=BCezi_mitenand?=', 'grüezi mitenand'],
  ['=?utf-8?b?8J+PgQ==?=', '🏁'],
  ['=?iso-8859-1?q?gr=FCezi?=', 'grüezi'],
  ['[down] =?UTF-8?Q?=C3=BC?= since 3', '[down] ü since 3'],
  ['=?UTF-8?Q?=C3?=\r\n =?UTF-8?Q?=BC?=', 'ü'],
  ['=?no-such-charset?Q?x?=', '=?no-such-charset?Q?x?='],
  ['grüezi', 'grüezi'],
  ['', ''],
])('%j reads %j', (written, read) => {
  expect(subject(written)).toEqual([{ name: 'Subject', value: read }]);
});

test('a message without a body, or without anything, is read too', () => {
  expect(readHeaders(Buffer.from('A: 1'))).toEqual([{ name: 'A', value: '1' }]);
  expect(readHeaders(Buffer.alloc(0))).toEqual([]);
});
