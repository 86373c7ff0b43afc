import type { Answer, Trouble } from './judgement.ts';

/** Whose answer it is, for people. */
export interface Asked {
  /** `Chatwoot`, `Publer`. */
  readonly service: string;
  /** `GET /api`. */
  readonly call: string;
  /** `https://chat.example.com`, as the config has it. */
  readonly url: string;
  /** Where the config has the URL: `health.checks.chatwoot.url`. */
  readonly setting: string;
  /** Where its own errors are to be read, as an instruction. */
  readonly onError: string;
}

/** What a status says that is no 200 and that the service has no words of its own for. Undefined of a 200 with JSON. */
export function unexpected(asked: Asked, answer: Answer): Trouble | undefined {
  const { status } = answer;
  if (status === 404 || status === 410) return notFound(asked, status);
  if (status === 429) return limited(asked, undefined);
  if (status >= 300 && status < 400) return redirected(asked, status);
  if (status >= 500) return serverError(asked, status);
  if (status !== 200) return wrongStatus(asked, status);
  return answer.body === undefined ? notJson(asked) : undefined;
}

export function limited({ service, call }: Asked, until: string | undefined): Trouble {
  return {
    state: 'unknown',
    code: 'rate_limited',
    summary: `${call} answers 429: ${service} takes no more calls${until === undefined ? '' : ` until ${until}`}`,
    next: `Ask again ${until === undefined ? 'in a few minutes' : `after ${until}`}, and look for what else calls ${service} with this login or from this address.`,
  };
}

/** A reply without what is wanted of it: there is no data, whatever the status says. */
export function shapeless({ service, call, url, setting }: Asked, wanted: string): Trouble {
  return {
    state: 'unknown',
    code: 'body_mismatch',
    summary: `${call} answers 200 without ${wanted}`,
    next: `Look at ${url}: is it ${service} that answers there, and which version? If another does, correct ${setting} in prestage.config.ts.`,
  };
}

function notFound({ service, call, url, setting }: Asked, status: number): Trouble {
  return {
    state: 'fail',
    code: 'not_found',
    summary: `${call} answers ${status}: there is no such address`,
    next: `Correct ${setting} in prestage.config.ts, or what is deployed there: ${service} has this address, and ${url} has not.`,
  };
}

/** The API of neither service redirects: credentials are not taken along to wherever it leads. */
function redirected({ service, call, url, setting }: Asked, status: number): Trouble {
  return {
    state: 'fail',
    code: 'redirects',
    summary: `${call} answers ${status}: what stands before ${service} sends its callers elsewhere`,
    next: `Look where with \`curl -sI ${url}\`: let the login page or proxy leave the API alone, or set ${setting} to the new address.`,
  };
}

function serverError({ service, call, onError }: Asked, status: number): Trouble {
  return {
    state: 'fail',
    code: 'server_error',
    summary: `${call} answers ${status}: ${service} fails, or what stands before it finds no one behind`,
    next: onError,
  };
}

function wrongStatus({ service, call, url }: Asked, status: number): Trouble {
  return {
    state: 'fail',
    code: 'wrong_status',
    summary: `${call} answers ${status}, which ${service} itself has no reason to say`,
    next: `Look for what stands before ${service} at ${url}: a proxy, a firewall, a login page.`,
  };
}

function notJson({ service, call, url, setting }: Asked): Trouble {
  return {
    state: 'fail',
    code: 'not_json',
    summary: `${call} answers 200 with what is no JSON, or nested too deep to be a reply`,
    next: `Open ${url} in a browser: if a page or another program answers there instead of ${service}’s API, correct ${setting} in prestage.config.ts or the proxy.`,
  };
}
