import type { Json } from '../../../../core/json.ts';
import { causeOf } from '../../../../services/http/trouble.ts';
import { lookAtCertificate, type NothingShown, type ShownCertificate } from '../../../../services/tls/look.ts';
import type { Judged } from '../../asking/trouble.ts';
import { nextOf } from '../../next.ts';
import { valueIn } from '../../per-environment.ts';
import type { Finding, StepRecord } from '../../result.ts';
import { showing } from '../../shown.ts';
import { defineKind, type Probe } from '../kind.ts';
import { judgeCertificate } from './judge.ts';
import { certificateSettings, type CertificateSettings } from './settings.ts';

export const certificateKind = defineKind<CertificateSettings>({
  kind: 'certificate',
  settings: certificateSettings,
  standIns(settings, environment) {
    const url = valueIn<string>(settings.url, environment);
    return url === undefined ? [] : [{ service: 'site', environment, url, given: { tls: true }, secrets: {} }];
  },
  async probe(probe) {
    const { environment, settings, context } = probe;
    const url = valueIn<string>(settings.url, environment);
    if (url === undefined) return unknown('not_configured', `its url names no ${environment}`);
    const place = context.locate(url, environment);
    const at = new URL(place.url);
    if (at.protocol !== 'https:') return unknown('no_stand_in', 'what stands for it speaks no TLS');
    const host = at.hostname.replace(/^\[|\]$/g, '');
    const port = Number(at.port === '' ? 443 : at.port);
    const shown = await look({ host, port, ...(place.ca === undefined ? {} : { ca: place.ca }) }, probe);
    return shown.kind === 'nothing' ? nothing(shown, url) : judged(shown, url, probe);
  },
});

/** What gave no certificate is asked again: nothing was heard of it. */
async function look(
  place: Parameters<typeof lookAtCertificate>[0],
  { retries, remaining }: Probe<CertificateSettings>,
): Promise<ShownCertificate | NothingShown> {
  for (let tried = 0; ; tried += 1) {
    const shown = await lookAtCertificate(place, Math.max(1, tried < retries ? remaining() / 2 : remaining()));
    if (shown.kind === 'shown' || tried >= retries || remaining() <= 0) return shown;
  }
}

function unknown(code: 'not_configured' | 'no_stand_in', summary: string): Finding {
  return { state: 'unknown', code, summary, next: nextOf(code), steps: [] };
}

function nothing({ error, isOver }: NothingShown, url: string): Finding {
  const cause = isOver ? ({ code: 'timeout', detail: 'no certificate was shown in time' } as const) : causeOf(error);
  if (cause === undefined) throw error;
  const { code, detail } = cause;
  return { state: 'fail', code, summary: detail, next: nextOf(code), steps: [stepOf(url, 0, {})] };
}

function judged(shown: ShownCertificate, url: string, { settings, context }: Probe<CertificateSettings>): Finding {
  const now = context.clock.now();
  const { daysLeft, ...judgement }: Judged & { readonly daysLeft: number } = judgeCertificate(
    shown,
    settings.daysLeft,
    now,
  );
  const show = showing(context.redact);
  const [own] = shown.chain;
  const fields = {
    daysLeft,
    chain: shown.chain.map(({ subject }) => show(subject)),
    ...(own === undefined
      ? {}
      : { issuer: show(own.issuer), validTo: own.validTo.toISOString(), fingerprint: own.fingerprint }),
  };
  return { ...judgement, steps: [stepOf(url, shown.connectMs, fields)] };
}

function stepOf(url: string, ms: number, fields: Readonly<Record<string, Json>>): StepRecord {
  const durationMs = Math.round(ms);
  return {
    name: 'certificate',
    call: `TLS ${url}`,
    attempts: [{ durationMs }],
    phases: { total: durationMs },
    fields,
    conditions: [],
  };
}
