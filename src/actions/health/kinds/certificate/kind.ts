import { performance } from 'node:perf_hooks';
import type { Json } from '../../../../core/json.ts';
import { causeOf, type Cause } from '../../../../services/http/trouble.ts';
import { lookAtCertificate, type NothingShown, type ShownCertificate } from '../../../../services/tls/look.ts';
import type { Judged } from '../../asking/trouble.ts';
import { nextOf } from '../../next.ts';
import { valueIn } from '../../per-environment.ts';
import type { Attempt, Finding, StepRecord } from '../../result.ts';
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
    const { shown, attempts } = await look({ host, port, ...(place.ca === undefined ? {} : { ca: place.ca }) }, probe);
    return shown.kind === 'nothing' ? nothing(shown, url, attempts) : judged(shown, { url, attempts }, probe);
  },
});

interface Looked {
  readonly shown: ShownCertificate | NothingShown;
  readonly attempts: readonly Attempt[];
}

/** What gave no certificate is asked again: nothing was heard of it. */
async function look(
  place: Parameters<typeof lookAtCertificate>[0],
  { retries, remaining }: Probe<CertificateSettings>,
): Promise<Looked> {
  const attempts: Attempt[] = [];
  for (;;) {
    const begun = performance.now();
    const ms = attempts.length < retries ? remaining() / 2 : remaining();
    const shown = await lookAtCertificate(place, Math.max(1, ms));
    const durationMs = Math.round(performance.now() - begun);
    attempts.push({ durationMs, ...(shown.kind === 'nothing' ? { code: causeFor(shown).code } : {}) });
    if (shown.kind === 'shown' || attempts.length > retries || remaining() <= 0) return { shown, attempts };
  }
}

function unknown(code: 'not_configured' | 'no_stand_in', summary: string): Finding {
  return { state: 'unknown', code, summary, next: nextOf(code), steps: [] };
}

function causeFor({ error, isOver }: NothingShown): Cause {
  if (isOver) return { code: 'timeout', detail: 'no certificate was shown in time' };
  const cause = causeOf(error);
  if (cause === undefined) throw error;
  return cause;
}

function nothing(shown: NothingShown, url: string, attempts: Looked['attempts']): Finding {
  const { code, detail } = causeFor(shown);
  const total = attempts.at(-1)?.durationMs ?? 0;
  return { state: 'fail', code, summary: detail, next: nextOf(code), steps: [stepOf({ url, attempts }, total, {})] };
}

interface Asked {
  readonly url: string;
  readonly attempts: Looked['attempts'];
}

function judged(shown: ShownCertificate, asked: Asked, { settings, context }: Probe<CertificateSettings>): Finding {
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
      : {
          issuer: show(own.issuer),
          validFrom: own.validFrom.toISOString(),
          validTo: own.validTo.toISOString(),
          fingerprint: own.fingerprint,
        }),
  };
  const steps = [stepOf(asked, Math.round(shown.connectMs), fields)];
  return { ...(judgement.state === 'pass' ? retried(judgement, asked) : judgement), steps };
}

/** What came right by itself is told all the same. */
function retried(passed: Judged, { attempts }: Asked): Judged {
  const [first] = attempts;
  if (first?.code === undefined) return passed;
  const summary = `${passed.summary}; shown at try ${attempts.length}, after ${first.code}`;
  return { state: 'degraded', code: 'retried', summary, next: nextOf('retried') };
}

function stepOf({ url, attempts }: Asked, total: number, fields: Readonly<Record<string, Json>>): StepRecord {
  return {
    name: 'certificate',
    call: `TLS ${url}`,
    attempts,
    phases: { total },
    fields,
    conditions: [],
  };
}
