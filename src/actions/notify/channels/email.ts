import { sendMail } from '../../../services/smtp/client.ts';
import { SmtpFailure } from '../../../services/smtp/failures.ts';
import { renderMail } from '../../../services/smtp/message.ts';
import { readServer } from '../../../services/smtp/server.ts';
import { mailOf, readAddress } from '../message/mail.ts';
import { idsOf, type Dispatch, type Taken } from './channel.ts';
import type { EmailSettings } from './settings.ts';

/** One mail with all of it. Throws a Failure where not even the connection can be tried. */
export async function sendEmail(settings: EmailSettings, { context, digest, timeoutMs }: Dispatch): Promise<Taken> {
  const password = await context.secret(settings.password);
  const server = readServer(context.locate(settings.smtp));
  const envelope = {
    from: readAddress(settings.from).address,
    to: settings.to.map((each) => readAddress(each).address),
  };
  const bytes = await renderMail(mailOf(digest, settings));
  try {
    const call = { server, login: { user: settings.user, password }, timeoutMs };
    const { response, refused } = await sendMail(call, envelope, bytes);
    const ids = idsOf(digest.actions);
    const [first] = refused;
    if (first === undefined) return { ids, words: response };
    return { ids, words: response, failure: someRefused(refused) };
  } catch (error) {
    if (!(error instanceof SmtpFailure)) throw error;
    return { ids: [], words: error.data.what, failure: error.data, mayBeTaken: error.mayBeTaken };
  }
}

/** The others have it: it is not sent again for those who were refused. */
function someRefused(refused: readonly { readonly to: string; readonly words: string }[]) {
  return {
    code: 'notify.some-refused',
    what: `The mail went to all but ${refused.map(({ to }) => to).join(', ')}`,
    why: refused[0]?.words ?? 'the server refused them',
    fix: 'Correct `to` of the channel: the server knows no such mailbox.',
  };
}
