import type { AlertRule } from '../rule.ts';
import type { Notice, Station } from './station.ts';

/** What came of one rule in a drill; milliseconds, and absent where it did not come. */
export interface DrilledRule {
  readonly alert: string;
  readonly severity: string;
  /** Reckoned from the definitions, at the drill's own pace. */
  readonly expectedMs: number;
  /** From the moment at which the target went bad until Prometheus fired. */
  readonly firedMs?: number;
  /** From then until the receiver had it. */
  readonly deliveredMs?: number;
  /** From the moment at which the target was good again until the receiver knew. */
  readonly resolvedMs?: number;
  readonly receivers: readonly string[];
  /** Whether the notice says what it is and where to look. */
  readonly isTold: boolean;
}

interface Phase {
  readonly rules: readonly AlertRule[];
  readonly beganAt: number;
  readonly mendedAt: number;
}

/** Lets the target be bad until every rule of that kind was told, then good until each was told to be over. */
export async function playPhase(
  station: Station,
  state: 'bad' | 'silent',
  rules: readonly AlertRule[],
  limits: { readonly fireMs: number; readonly resolveMs: number },
): Promise<Phase> {
  const names = rules.map(({ alert }) => alert);
  const told = (status: Notice['status'], since: number): boolean => {
    const seen = new Set(
      station.notices.flatMap((each) => (each.status === status && each.at >= since ? each.labels['alertname'] : [])),
    );
    return names.every((name) => seen.has(name));
  };
  const beganAt = Date.now();
  station.become(state);
  await until(() => told('firing', beganAt), limits.fireMs);
  const mendedAt = Date.now();
  station.become('good');
  await until(() => told('resolved', mendedAt), limits.resolveMs);
  return { rules, beganAt, mendedAt };
}

export function outcomesOf(
  { rules, beganAt, mendedAt }: Phase,
  notices: readonly Notice[],
  expected: (rule: AlertRule) => number,
): readonly DrilledRule[] {
  return rules.map((rule) => {
    const own = notices.filter(({ labels, at }) => labels['alertname'] === rule.alert && at >= beganAt);
    const fired = own.find(({ status }) => status === 'firing');
    const resolved = own.find(({ status, at }) => status === 'resolved' && at >= mendedAt);
    return {
      alert: rule.alert,
      severity: rule.severity,
      expectedMs: Math.round(expected(rule)),
      ...(fired === undefined
        ? {}
        : { firedMs: Math.max(0, fired.startsAt - beganAt), deliveredMs: Math.max(0, fired.at - fired.startsAt) }),
      ...(resolved === undefined ? {} : { resolvedMs: resolved.at - mendedAt }),
      receivers: [...new Set(own.map(({ receiver }) => receiver))].toSorted(),
      isTold: own.length > 0 && own.every(isTold),
    };
  });
}

function isTold({ annotations }: Notice): boolean {
  const { summary = '', runbook_url: runbook = '' } = annotations;
  return summary !== '' && !summary.includes('<no value>') && runbook.includes('#');
}

async function until(isSo: () => boolean, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  while (!isSo() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 100));
}
