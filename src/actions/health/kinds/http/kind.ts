import { openAsker, type Asker } from '../../asking/asker.ts';
import { nextOf } from '../../next.ts';
import { valueIn } from '../../per-environment.ts';
import type { Finding, StepRecord } from '../../result.ts';
import { defineKind, type Probe } from '../kind.ts';
import { httpSettings, type HttpSettings } from './settings.ts';
import { takeStep, type StepResult } from './take-step.ts';
import type { Taken } from './template.ts';

export const httpKind = defineKind<HttpSettings>({
  kind: 'http',
  settings: httpSettings,
  standIns(settings, environment) {
    const url = valueIn<string>(settings.url, environment);
    return url === undefined ? [] : [{ service: 'site', environment, url, given: {}, secrets: {} }];
  },
  async probe(probe) {
    const base = valueIn<string>(probe.settings.url, probe.environment);
    if (base === undefined) return notConfigured(probe);
    const asker = openAsker(probe);
    try {
      return await takeSteps(base, asker, probe);
    } finally {
      await asker.close();
    }
  },
});

function notConfigured({ environment }: Probe<HttpSettings>): Finding {
  const summary = `its url names no ${environment}`;
  return { state: 'unknown', code: 'not_configured', summary, next: nextOf('not_configured'), steps: [] };
}

/** One after the other, until one fails or cannot be told: what comes after it would be asked with nothing. */
async function takeSteps(base: string, asker: Asker, probe: Probe<HttpSettings>): Promise<Finding> {
  const steps: StepRecord[] = [];
  let taken: Taken = {};
  let worst: StepResult['judged'];
  for (const [index, step] of probe.settings.steps.entries()) {
    const name = step.name ?? `step ${index + 1}`;
    const result = await takeStep({ base, name, step, taken }, asker, probe);
    steps.push(result.record);
    taken = { ...taken, ...result.taken };
    worst = worst ?? result.judged;
    if (result.judged !== undefined && result.judged.state !== 'degraded') return { ...result.judged, steps };
  }
  if (worst !== undefined) return { ...worst, steps };
  const ms = steps.reduce((sum, { phases }) => sum + phases.total, 0);
  return { state: 'pass', summary: `answered as wanted in ${Math.round(ms)} ms`, steps };
}
