import type { ActionContext } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import type { Secret } from '../../../core/secret.ts';
import { checkLogin, sendMail, type MailCall, type Refusal } from '../../../services/smtp/client.ts';
import { SmtpFailure } from '../../../services/smtp/failures.ts';
import { renderMail } from '../../../services/smtp/message.ts';
import { readServer } from '../../../services/smtp/server.ts';
import type { EmailSettings } from '../channels/settings.ts';
import { mailOf, readAddress } from '../message/mail.ts';
import type { NotifySettings } from '../settings.ts';
import { sampleDigest } from './sample.ts';
import { renderingFault } from './rendering.ts';

/** Three statements that are easily taken for one another: a mail was written, a login works, a server took it. */
export interface Rehearsed {
  readonly channel: string;
  readonly rendered: Part;
  readonly verified: Part;
  readonly accepted: Part;
}

interface Part {
  readonly verdict: 'verified' | 'failed' | 'unknown' | 'not asked';
  readonly words: string;
  readonly file?: string;
}

interface Wish {
  readonly name: string;
  readonly channel: EmailSettings;
  readonly sends: boolean;
  readonly settings: NotifySettings;
}

export async function rehearseChannel(context: ActionContext, wish: Wish): Promise<Rehearsed> {
  const { name, channel, sends } = wish;
  const bytes = await renderMail(mailOf(await sampleDigest(context, wish.settings), channel));
  const rendered = await renderedPart(context, name, bytes, channel);
  const call = await callOf(context, channel);
  if ('words' in call) {
    const accepted = sends ? call : notAsked;
    return { channel: name, rendered, verified: call, accepted };
  }
  const verified = await tried('logged in over TLS', async () => checkLogin(call));
  if (!sends) return { channel: name, rendered, verified, accepted: notAsked };
  const accepted = await acceptedPart(call, channel, { bytes, isRendered: rendered.verdict === 'verified', verified });
  return { channel: name, rendered, verified, accepted };
}

const notAsked: Part = { verdict: 'not asked', words: 'no mail was sent' };

async function renderedPart(
  context: ActionContext,
  name: string,
  bytes: Uint8Array,
  channel: EmailSettings,
): Promise<Part> {
  const text = Buffer.from(bytes).toString('utf8');
  const fault = renderingFault(context, text, channel);
  const file = await context.keep(`notification-${name}.eml`, bytes);
  if (fault !== undefined) return { verdict: 'failed', words: fault, file: file.path };
  return { verdict: 'verified', words: `${bytes.length} bytes`, file: file.path };
}

/** Where and as whom; or why that cannot be tried. */
async function callOf(context: ActionContext, channel: EmailSettings): Promise<MailCall | Part> {
  const timeoutMs = channel.timeout * 1000;
  let password: Secret;
  try {
    password = await context.secret(channel.password);
    const server = readServer(context.locate(channel.smtp), channel.smtp);
    return { server, login: { user: channel.user, password }, timeoutMs, redact: context.redact };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { verdict: 'unknown', words: `${error.data.what}: ${error.data.why}. ${error.data.fix}` };
  }
}

async function acceptedPart(
  call: MailCall,
  { from, to }: EmailSettings,
  {
    bytes,
    isRendered,
    verified,
  }: { readonly bytes: Uint8Array; readonly isRendered: boolean; readonly verified: Part },
): Promise<Part> {
  if (!isRendered) return { verdict: 'unknown', words: 'it was not sent: it is not written as it should be' };
  if (verified.verdict !== 'verified') return { verdict: 'unknown', words: 'it was not sent: the login does not work' };
  const envelope = { from: readAddress(from).address, to: to.map((each) => readAddress(each).address) };
  return tried(undefined, async () => {
    const { response, refused } = await sendMail(call, envelope, bytes);
    const [first] = refused;
    if (first !== undefined) throw refusal(first);
    return response;
  });
}

async function tried(words: string | undefined, work: () => Promise<string | undefined | void>): Promise<Part> {
  try {
    const said = await work();
    return { verdict: 'verified', words: words ?? said ?? 'taken' };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { what, why, fix } = error.data;
    const words = `${what} (${why}). ${fix}`;
    const mayBeTaken = error instanceof SmtpFailure && error.mayBeTaken;
    return mayBeTaken
      ? { verdict: 'unknown', words: `it may have been taken: ${words}` }
      : { verdict: 'failed', words };
  }
}

function refusal({ to, words, isPassing }: Refusal): Failure {
  return new Failure({
    code: isPassing ? 'notify.some-put-off' : 'notify.some-refused',
    what: isPassing ? `The server puts off mail for ${to}` : `The server does not take mail for ${to}`,
    why: words,
    fix: isPassing ? 'Rehearse it again in some minutes.' : 'Correct `to` of the channel.',
  });
}
