import { expect, test } from 'vitest';
import { readCommand } from './command.ts';

test.each([
  ['EHLO mail.example.test', 'EHLO', 'mail.example.test'],
  ['mail from:<ops@example.test> SIZE=12', 'MAIL', 'ops@example.test'],
  ['MAIL FROM:<>', 'MAIL', ''],
  ['RCPT TO: <qa@example.test>', 'RCPT', 'qa@example.test'],
  ['RCPT TO:qa@example.test', 'RCPT', 'TO:qa@example.test'],
  ['DATA', 'DATA', ''],
  ['AUTH plain AG9wZW5zZXNhbWU=', 'AUTH', 'PLAIN'],
  ['AG9wZW5zZXNhbWU=', 'UNKNOWN', ''],
  ['PASSWORD opensesame', 'UNKNOWN', ''],
  ['', 'UNKNOWN', ''],
])('%s is the call %s of %j', (line, method, path) => {
  expect(readCommand(Buffer.from(line))).toEqual({ method, path, bytes: line.length });
});
