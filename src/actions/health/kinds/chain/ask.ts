import type { Asker, Exchange } from '../../asking/asker.ts';
import { nextOf } from '../../next.ts';
import type { Ask, Heard } from './chain.ts';
import type { Trouble } from './judgement.ts';

/** No reply that a preset asks for is longer; a list of all inboxes may be long. */
const limits = { maxBytes: 8_388_608 };

/** Asks as a chain wants it. Of private steps not even the body's digest is kept. */
export function askWith(asker: Asker, isPrivate: (step: string) => boolean = () => false): Ask {
  return async (name, request) => {
    const { origin, pathname } = new URL(request.url);
    const exchange = await asker.ask({ name, call: `${request.method} ${origin}${pathname}`, request, limits });
    const { body, ...rest } = exchange.step;
    return { ...heard(exchange), record: body === undefined || isPrivate(name) ? rest : { ...rest, body } };
  };
}

function heard({ result, json, step: { call = '', attempts }, isRetried }: Exchange): Omit<Heard, 'record'> {
  if (result.kind === 'trouble') {
    const { code, detail } = result;
    return {
      answer: undefined,
      troubles: [{ state: 'fail', code, summary: `${call}: ${detail}`, next: nextFor(code, call) }],
    };
  }
  const { status, headers } = result;
  const cameRight = isRetried && status < 400;
  return { answer: { status, headers, body: json }, troubles: cameRight ? [retried(call, attempts.length)] : [] };
}

/** It is told even when all is well in the end: what works at the second try may not at the next. */
function retried(call: string, tries: number): Trouble {
  return {
    state: 'degraded',
    code: 'retried',
    summary: `${call} was answered at try ${tries} only`,
    next: nextOf('retried'),
  };
}

/** A preset has no setting for how large a reply may be, and a command is better with its host in it. */
function nextFor(code: Trouble['code'], call: string): string {
  const { protocol, hostname, port } = new URL(call.slice(call.indexOf(' ') + 1));
  if (code === 'too_large')
    return `Look at what answers at ${hostname}: no reply that is asked for there is this large.`;
  const at = port === '' ? ({ 'http:': '80' }[protocol] ?? '443') : port;
  return nextOf(code).replaceAll('PORT', at).replaceAll('HOST', hostname);
}
