import { expect, test } from 'vitest';
import { Mailbox } from './mailbox.ts';

const envelope = { from: 'ops@example.test', to: ['qa@example.test'], user: 'ops', secure: true };
const at = new Date('2025-10-17T03:15:00Z');

test('it keeps, finds and empties; ids are not given twice', () => {
  const mailbox = new Mailbox();
  const raw = Buffer.from('Subject: ready\r\n\r\nset');
  expect(mailbox.keep(envelope, raw, at).id).toBe('1');
  expect(mailbox.find('1')?.raw).toEqual(raw);
  mailbox.empty();
  expect([mailbox.messages, mailbox.find('1')]).toEqual([[], undefined]);
  expect(mailbox.keep(envelope, raw, at).id).toBe('2');
});

test('as JSON it shows how long a message is, not the message', () => {
  const mailbox = new Mailbox();
  mailbox.keep(envelope, Buffer.from('Subject: ready\r\n\r\nset'), at);
  expect(JSON.parse(JSON.stringify(mailbox))).toEqual({
    messages: [
      {
        id: '1',
        at: '2025-10-17T03:15:00.000Z',
        ...envelope,
        headers: [{ name: 'Subject', value: 'ready' }],
        bytes: 21,
      },
    ],
  });
});
