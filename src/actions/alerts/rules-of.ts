import type { ActionContext } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import { readSettings } from '../settings.ts';
import { behaviourOf, rulesOf, type Definition } from './kinds/registry.ts';
import type { Behaviour } from './kinds/kind.ts';
import type { AlertRule, RuleMeans } from './rule.ts';
import { alertsSettings, type AlertsSettings, type RunbookPlace } from './settings.ts';

/** The section, with somewhere to look up what to do. Throws Failure `alerts.not-configured`, `alerts.no-runbook`. */
export function configuredAlerts(context: ActionContext): AlertsSettings & { readonly runbook: RunbookPlace } {
  const settings = readSettings(context, 'alerts', alertsSettings);
  const { runbook } = settings;
  if (Object.keys(settings.rules).length === 0)
    throw new Failure({
      code: 'alerts.not-configured',
      what: 'No alert is defined',
      why: 'the section `alerts` of prestage.config.ts has no `rules`',
      fix: 'Define one: `alerts: { rules: { TileLatency: { kind: "latency", … } } }`; docs/alerts.md has them all.',
      file: 'prestage.config.ts',
    });
  if (runbook === undefined)
    throw new Failure({
      code: 'alerts.no-runbook',
      what: 'The alerts have no runbook',
      why: 'whoever is woken has to read what to do, and `alerts.runbook` does not say where',
      fix: 'Say it: `alerts: { runbook: { url: "https://github.com/OWNER/REPOSITORY/blob/main/docs/runbooks/production_deployment.md" } }`.',
      file: 'prestage.config.ts',
    });
  return { ...settings, runbook };
}

/** All rules, in the order of the config. `scale` divides every duration: 1 gives the rules of the file. */
export function allRules(settings: AlertsSettings, scale = 1): readonly AlertRule[] {
  return Object.entries(settings.rules).flatMap(([name, each]) => rulesOf(each, meansOf(settings, name, each, scale)));
}

/** What the target of a drill shows, by definition. */
export function allBehaviours(settings: AlertsSettings, scale: number): Readonly<Record<string, Behaviour>> {
  return Object.fromEntries(
    Object.entries(settings.rules).map(([name, each]) => [
      name,
      behaviourOf(each, meansOf(settings, name, each, scale)),
    ]),
  );
}

function meansOf(
  settings: AlertsSettings,
  name: string,
  { owner, selector = {}, steps }: Definition,
  scale: number,
): RuleMeans {
  return { name, owner: owner ?? settings.owner, selector, steps, scale };
}
