import type { CallMatcher, NamedFault, StatusTrouble, Trouble } from '../fault/fault.ts';

const html = { 'content-type': 'text/html' };

/** Why a service on the web, whichever it is, does not give its answer; each as clients meet it, at every path or at one. */
export function webFaults(when: CallMatcher = {}): readonly NamedFault[] {
  const on = (name: string, summary: string, trouble: Trouble, count?: number): NamedFault => ({
    name,
    summary,
    fault: { when, trouble, ...(count === undefined ? {} : { times: { count } }) },
  });
  return [
    on('reset', 'Every connection is reset before an answer', { kind: 'drop' }),
    on('first-reset', 'The first call is reset, and then all is well', { kind: 'drop' }, 1),
    on('first-unavailable', 'The first call is answered 503, and then all is well', page(503, 'Unavailable'), 1),
    on('slow', 'Every answer takes three seconds', { kind: 'delay', ms: 3000 }),
    on('hanging', 'No answer comes within ten minutes', { kind: 'delay', ms: 600_000 }),
    on('trickling', 'The answer comes one byte a second', { kind: 'trickle', bytes: 1, everyMs: 1000 }),
    on('enormous', 'The answer is right, and 50 MB long', { kind: 'swell', bytes: 50_000_000 }),
    on('cut-short', 'The connection is lost after twenty bytes of the answer', { kind: 'truncate', bytes: 20 }),
    on('garbled', 'Status and headers are right, and the body cannot be parsed', { kind: 'malformed' }),
    on('other-json', 'Status 200, and JSON of something else', {
      kind: 'status',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"ok":true}',
    }),
    on('html', 'Status 200, and a page that says that there is maintenance', page(200, 'Down for maintenance')),
    on('endless-redirects', 'Every answer sends the client to where it is already', redirect('?again')),
    on('sent-to-login', 'A proxy sends every call to its login page', redirect('/outpost/sign_in')),
    on('bad-gateway', 'The proxy finds nobody behind it: 502', page(502, 'Bad Gateway')),
    on('unavailable', 'Status 503, to be asked again in two minutes', {
      ...page(503, 'Service Unavailable'),
      headers: { ...html, 'retry-after': '120' },
    }),
  ];
}

function page(status: number, title: string): StatusTrouble {
  const body = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { kind: 'status', status, headers: html, body };
}

function redirect(location: string): StatusTrouble {
  return { kind: 'status', status: 302, headers: { location } };
}
