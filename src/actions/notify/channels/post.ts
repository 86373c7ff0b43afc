import type { FailureData } from '../../../core/failure.ts';
import type { Secret } from '../../../core/secret.ts';
import { cutTo } from '../../../core/shown.ts';
import { createHttpClient } from '../../../services/http/client.ts';
import type { HttpResult } from '../../../services/http/request.ts';
import type { Dispatch } from './channel.ts';

/** A JSON body for a URL of the config. */
export interface Post {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string | Secret>>;
  readonly body: string;
}

export interface Posted {
  readonly words: string;
  readonly failure?: FailureData;
  /** No answer came: it may have been taken. */
  readonly mayBeTaken?: boolean;
}

/** Posts once; redirects are not followed, since what is posted is for that address alone. */
export async function post({ url, headers = {}, body }: Post, { context, timeoutMs }: Dispatch): Promise<Posted> {
  const client = createHttpClient((each) => context.locate(each));
  try {
    const request = {
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', 'user-agent': 'prestage', ...headers },
      body,
    };
    const result = await client.ask(request, { timeoutMs, maxBytes: 65_536, redirects: 0 });
    return read(url, result, (text) => context.redact(text));
  } finally {
    await client.close();
  }
}

function read(url: string, result: HttpResult, redact: (text: string) => string): Posted {
  const { host } = new URL(url);
  if (result.kind === 'trouble') {
    const { code, detail } = result;
    const fix = 'Check the URL of the channel, and that this machine may reach it. It is sent again with the next run.';
    const failure = { code: `notify.${code}`, what: `${host} did not take the message`, why: detail, fix };
    return { words: detail, failure, mayBeTaken: code !== 'dns' && code !== 'refused' && code !== 'unreachable' };
  }
  const words = `HTTP ${result.status}`;
  if (result.status >= 200 && result.status < 300) return { words };
  const said = cutTo(200, redact)(result.body.toString('utf8'));
  const failure = {
    code: 'notify.refused',
    what: `${host} refuses the message: ${words}`,
    why: said === '' ? 'it says no more' : said,
    fix: fixOf(result.status),
  };
  return { words, failure };
}

function fixOf(status: number): string {
  if (status === 401 || status === 403) return 'Put a credential that works into the vault.';
  if (status === 429 || status >= 500) return 'It is sent again with the next run.';
  if (status >= 300 && status < 400) return 'Name the address that it leads to: redirects are not followed.';
  return 'Check the URL and the credential of the channel: what it says is above.';
}
