import type { ActionContext } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import { createHttpClient } from '../../services/http/client.ts';
import type { DiagnosisCode } from './diagnosis.ts';
import { nextOf } from './next.ts';
import type { CheckResult, HealthRecord } from './result.ts';
import type { HealthSettings } from './settings.ts';

type Control = HealthRecord['control'];

const timeoutMs = 5_000;
const tries = 2;

/** Whether what always answers does: any answer will do. */
export async function askControl(context: ActionContext, { control }: HealthSettings): Promise<Control> {
  if (control === undefined) return 'not-configured';
  const client = createHttpClient((url) => context.locate(url));
  try {
    for (let tried = 0; tried < tries; tried += 1) {
      const { status } = await client.ask({ method: 'GET', url: control.url }, { timeoutMs });
      if (status !== undefined) return 'reachable';
    }
    return 'unreachable';
  } catch (error) {
    // In a rehearsal nothing stands for it: it says nothing of this machine's network, which nobody uses.
    if (error instanceof Failure && error.data.code === 'rehearsal.no-stand-in') return 'not-configured';
    throw error;
  } finally {
    await client.close();
  }
}

/** What is said of a service that no packet may have reached. */
const unheard: ReadonlySet<DiagnosisCode> = new Set(['dns', 'refused', 'unreachable', 'reset', 'timeout']);

/** Whether it got no answer at all. */
export function isUnheard({ state, code, steps }: CheckResult): boolean {
  if (state !== 'fail' || code === undefined || !unheard.has(code)) return false;
  return steps.every(({ status }) => status === undefined);
}

/** Where the control is not reached either, a check that got no answer says nothing of its service. */
export function heldToControl(result: CheckResult, control: Control): CheckResult {
  if (control !== 'unreachable' || !isUnheard(result)) return result;
  const summary = `no answer (${result.code}), and none from the control target either`;
  return { ...result, state: 'unknown', code: 'runner_offline', summary, next: nextOf('runner_offline') };
}
