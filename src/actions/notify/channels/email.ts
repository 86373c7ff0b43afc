import type { FailureData } from '../../../core/failure.ts';
import { sendMail, type Refusal } from '../../../services/smtp/client.ts';
import { SmtpFailure } from '../../../services/smtp/failures.ts';
import { renderMail } from '../../../services/smtp/message.ts';
import { readServer } from '../../../services/smtp/server.ts';
import { mailOf, readAddress } from '../message/mail.ts';
import { idsOf, type Dispatch, type Taken } from './channel.ts';
import type { EmailSettings } from './settings.ts';

/** One mail with all of it. Throws a Failure where not even the connection can be tried. */
export async function sendEmail(settings: EmailSettings, { context, digest, timeoutMs }: Dispatch): Promise<Taken> {
  const password = await context.secret(settings.password);
  const server = readServer(context.locate(settings.smtp), settings.smtp);
  const envelope = {
    from: readAddress(settings.from).address,
    to: settings.to.map((each) => readAddress(each).address),
  };
  const mail = mailOf(digest, settings);
  const { messageId } = mail;
  const bytes = await renderMail(mail);
  try {
    const call = { server, login: { user: settings.user, password }, timeoutMs, redact: context.redact };
    const { response, refused } = await sendMail(call, envelope, bytes);
    const taken = { ids: idsOf(digest.actions), words: response, messageId };
    if (refused.length === 0) return taken;
    const late = new Set(refused.filter(({ isPassing }) => isPassing).map(({ to }) => to));
    const later = settings.to.filter((each) => late.has(readAddress(each).address));
    return { ...taken, later, failure: refusalOf(refused) };
  } catch (error) {
    if (!(error instanceof SmtpFailure)) throw error;
    const { data, mayBeTaken } = error;
    // Whatever it was, all of it stays owed.
    const failure = { ...data, fix: `${data.fix} It is sent again with the next run, under the same Message-ID.` };
    return { ids: [], words: data.what, failure, mayBeTaken, ...(mayBeTaken ? { messageId } : {}) };
  }
}

/** The others have it. Who is put off gets the same mail later; who is refused does not. */
export function refusalOf(refused: readonly Refusal[]): FailureData {
  const [late, never] = [true, false].map((isPassing) => refused.filter((each) => each.isPassing === isPassing));
  const fix = [
    ...(late?.length ? [`To ${namesOf(late)} it is sent again with the next run, under the same Message-ID.`] : []),
    ...(never?.length ? [`Correct \`to\` of the channel: to ${namesOf(never)} it is not sent again.`] : []),
  ];
  return {
    code: never?.length ? 'notify.some-refused' : 'notify.some-put-off',
    what: `The mail went to all but ${namesOf(refused)}`,
    why: refused
      .map(({ to, words, isPassing }) => `${to} is ${isPassing ? 'put off' : 'refused'}: ${words}`)
      .join('; '),
    fix: fix.join(' '),
  };
}

function namesOf(refused: readonly Refusal[]): string {
  return refused.map(({ to }) => to).join(', ');
}
