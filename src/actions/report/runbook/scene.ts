import { z } from 'zod';
import type { ActionContext, Catalogue } from '../../../core/action.ts';
import { readTrustRoot } from '../../../evidence/trust-root.ts';
import { readTextIfThere } from '../../../services/files/read.ts';
import { deploySettings, type DeploySettings } from '../../deploy/settings.ts';
import { readSettings } from '../../settings.ts';
import { environmentNames } from '../environment-names.ts';

/** What the runbook is written from: the config, the keys, the bindings, and which actions there are. */
export interface RunbookScene {
  readonly context: ActionContext;
  readonly catalogue: Catalogue;
  readonly environments: readonly string[];
  readonly production: readonly string[];
  /** Undefined when the config has no section `deploy`, or this version no action of it. */
  readonly deploy: DeployView | undefined;
  /** Names of those whose key may approve. */
  readonly approvers: readonly string[];
  /** Directions whose bindings call an action of the deploy area, and which. */
  readonly bound: readonly { readonly direction: string; readonly steps: readonly string[] }[];
}

/** The section `deploy`, with what holds where it says nothing. */
export type DeployView = DeploySettings;

const environmentsView = z.record(z.string(), z.looseObject({ production: z.boolean().default(false) }));

/** Throws Failure `config.invalid`. */
export async function sceneOf(context: ActionContext): Promise<RunbookScene> {
  // The registry imports this file's action: it is loaded when it is needed.
  const { catalogue } = await import('../../registry.ts');
  const environments = environmentsView.safeParse(context.settings('environments')).data ?? {};
  const hasDeploy = catalogue.ids.some((id) => id.startsWith('deploy.'));
  const deploy = readSettings(context, 'deploy', deploySettings);
  return {
    context,
    catalogue,
    environments: environmentNames(context),
    production: Object.keys(environments).filter((name) => environments[name]?.production),
    deploy: hasDeploy && Object.keys(deploy.apps).length > 0 ? deploy : undefined,
    approvers: await approversOf(context),
    bound: await boundIn(context),
  };
}

async function approversOf({ root }: ActionContext): Promise<readonly string[]> {
  const text = await readTextIfThere(root, 'prestage.keys');
  if (text === undefined) return [];
  return readTrustRoot(text, 'prestage.keys')
    .keys.filter(({ roles }) => roles.includes('approve'))
    .map(({ name }) => name);
}

/** In the directions that the config rehearses. */
async function boundIn({ root, settings }: ActionContext): Promise<RunbookScene['bound']> {
  const directions = z.array(z.string()).catch([]).parse(settings('rehearse'));
  const found = await Promise.all(
    directions.map(async (direction) => {
      const text = (await readTextIfThere(root, direction.replace(/\.md$/u, '.bindings.yaml'))) ?? '';
      const steps = [...text.matchAll(/\b(deploy\.[a-z]+(?: [a-z]+=[^\s,\]]+)*)/gu)].map(([, step = '']) => step);
      return { direction, steps: [...new Set(steps)] };
    }),
  );
  return found.filter(({ steps }) => steps.length > 0);
}
