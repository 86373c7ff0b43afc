import { performance } from 'node:perf_hooks';
import type { ActionContext } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import type { HttpClient } from '../../services/http/client.ts';
import type { DiagnosisCode } from './diagnosis.ts';
import { kinds } from './kinds/registry.ts';
import { nextOf } from './next.ts';
import type { CheckResult, Finding } from './result.ts';
import type { NamedCheck } from './select.ts';
import { ownSettings } from './settings.ts';

/** A check that can be asked again and again: its settings are read once. */
export interface PreparedCheck {
  readonly name: string;
  readonly kind: string;
  readonly environment: string;
  /** Milliseconds that it takes at the most. */
  readonly timeout: number;
  /** Asks once, to its end, which its time sets at the latest. What the world does is a finding, and a missing credential is too. */
  ask(context: ActionContext, kept?: Kept): Promise<CheckResult>;
}

/** What goes from one asking to the next. */
export interface Kept {
  readonly http: HttpClient;
  /** Ends the asking before its time. */
  readonly ending: AbortSignal;
}

export async function prepareCheck({ name, settings }: NamedCheck, environment: string): Promise<PreparedCheck> {
  const { kind, timeout, retries, degradedAfter } = settings;
  const loaded = await kinds[kind]?.();
  if (loaded === undefined) throw new TypeError(`there is no kind ${kind}`);
  const own = loaded.settings.parse(ownSettings(settings));
  const asked = { check: name, kind, environment };
  return {
    name,
    kind,
    environment,
    timeout,
    async ask(context, kept) {
      const startedAt = context.clock.now().toISOString();
      const begun = performance.now();
      const remaining = (): number => begun + timeout - performance.now();
      const probe = {
        check: name,
        environment,
        settings: own,
        context,
        retries,
        remaining,
        http: kept?.http,
        ending: kept?.ending,
      };
      try {
        const finding = await loaded.probe(probe);
        return { ...asked, startedAt, durationMs: since(begun), ...slowed(finding, degradedAfter) };
      } catch (error) {
        return { ...asked, startedAt, durationMs: since(begun), ...findingOf(error) };
      }
    },
  };
}

/** Asks one check once. */
export async function runCheck(context: ActionContext, named: NamedCheck, environment: string): Promise<CheckResult> {
  return (await prepareCheck(named, environment)).ask(context);
}

function since(begun: number): number {
  return Math.round(performance.now() - begun);
}

/** A check that passes and takes its time for it. What waited for another try is not counted: that is said as such. */
function slowed(finding: Finding, most: number | undefined): Finding {
  const ms = finding.steps.reduce((sum, { phases }) => sum + phases.total, 0);
  if (finding.state !== 'pass' || most === undefined || ms <= most) return finding;
  const summary = `took ${Math.round(ms)} ms, and may take ${most}`;
  return { ...finding, state: 'degraded', code: 'slow', summary, next: nextOf('slow') };
}

/** What kept a check from asking at all. */
const codes: Readonly<Record<string, DiagnosisCode>> = {
  'secrets.missing': 'missing_credential',
  'secrets.no-vault': 'missing_credential',
  'database.not-configured': 'not_configured',
  'rehearsal.no-stand-in': 'no_stand_in',
  'http.bad-url': 'not_configured',
  'http.bad-header': 'not_configured',
};

/** Any other failure is of the config or of the vault as a whole, and no finding. */
function findingOf(error: unknown): Finding {
  if (!(error instanceof Failure)) return broken(error);
  const { code: failure, what, why, fix } = error.data;
  const code = codes[failure];
  if (code === undefined) throw error;
  return { state: 'unknown', code, summary: `${what}: ${why}`, next: fix, steps: [] };
}

/** A fault of ours is this check's alone: the others are told all the same. Its words may hold a reply's, and are not kept. */
function broken(error: unknown): Finding {
  const name = error instanceof Error ? error.name : typeof error;
  const summary = `the check itself broke (${name}): nothing is known of the service`;
  return { state: 'unknown', code: 'check_broken', summary, next: nextOf('check_broken'), steps: [] };
}
