import type { ActionContext } from '../../../core/action.ts';
import type { EmailSettings } from '../channels/settings.ts';
import { readAddress } from '../message/mail.ts';

/** Fields without which a mail is lost, unsorted, or answered by a machine. */
const wanted = ['From', 'To', 'Subject', 'Date', 'Message-ID', 'Auto-Submitted', 'List-ID'] as const;

/** What is wrong with the bytes, looked at as a mail server would; undefined when nothing is. */
export function renderingFault({ redact }: ActionContext, text: string, { to }: EmailSettings): string | undefined {
  const [head = ''] = text.split('\r\n\r\n');
  const fields = head.replaceAll(/\r\n[ \t]+/gu, ' ').split('\r\n');
  const valueOf = (name: string): readonly string[] => fields.filter((line) => line.startsWith(`${name}: `));
  const absent = wanted.find((name) => valueOf(name).length !== 1);
  if (absent !== undefined) return `the field ${absent} is not there once`;
  if (/(?<!\r)\n|\r(?!\n)/u.test(text)) return 'a line does not end as lines of a mail do';
  if (text.split('\r\n').some((line) => Buffer.byteLength(line) > 998)) return 'a line is longer than mail may have';
  if (!/^List-ID: .*<[\w.-]+>$/mu.test(fields.join('\n'))) return 'its list has no id that a program would find';
  const untold = to.find((each) => valueOf('To')[0]?.includes(readAddress(each).address) !== true);
  if (untold !== undefined) return `it is not for ${untold}`;
  return redact(text) === text.replaceAll('\r\n', '\n') || redact(text) === text
    ? undefined
    : 'a secret of the vault is in it';
}
