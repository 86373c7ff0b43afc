import MailComposer from 'nodemailer/lib/mail-composer';
import { digestOf } from '../files/digest.ts';

export interface MailAddress {
  readonly name?: string | undefined;
  readonly address: string;
}

export interface Mail {
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly subject: string;
  readonly date: Date;
  /** With its angle brackets, as the next two. */
  readonly messageId: string;
  readonly inReplyTo?: string | undefined;
  /** Oldest first. */
  readonly references: readonly string[];
  /** What the list of these mails is called, and its address-like id. */
  readonly list: { readonly name: string; readonly id: string };
  /** `X-…` fields. */
  readonly marks: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string;
}

/** The bytes of a mail as RFC 5322 has them, the plain text first. The same mail is the same bytes. */
export async function renderMail(mail: Mail): Promise<Uint8Array> {
  const composer = new MailComposer({
    from: addressOf(mail.from),
    to: mail.to.map(addressOf),
    subject: oneLine(mail.subject),
    date: mail.date,
    messageId: mail.messageId,
    ...(mail.inReplyTo === undefined ? {} : { inReplyTo: mail.inReplyTo }),
    ...(mail.references.length === 0 ? {} : { references: [...mail.references] }),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      // As they are: turned into encoded words, no program would find the list's id in them.
      'List-Id': plain(`${quoted(mail.list.name)} <${mail.list.id}>`),
      ...Object.fromEntries(Object.entries(mail.marks).map(([name, value]) => [name, plain(value)])),
    },
    text: mail.text,
    html: mail.html,
    textEncoding: 'Q',
    // Not random, so that what is shown before it is sent is what is sent.
    baseBoundary: digestOf(mail.messageId + mail.text).slice(0, 16),
    boundaryPrefix: '=_prestage',
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function addressOf({ name, address }: MailAddress) {
  return { name: name === undefined ? '' : oneLine(name), address: oneLine(address) };
}

/** A name from the config cannot begin a field of its own, nor turn the line around for the eye. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** A field that is no text but a name for programs: ASCII, folded where it is long. */
function plain(value: string) {
  return { prepared: true, foldLines: true, value: oneLine(value).replaceAll(/[^ -~]/gu, '?') };
}

function quoted(name: string): string {
  return `"${oneLine(name).replaceAll(/["\\<>]/gu, '')}"`;
}
