import type { ActionContext } from '../../../core/action.ts';
import { createFly } from '../../../services/fly/client.ts';
import { createGitHub } from '../../../services/github/client.ts';
import { targetId, type TargetKey } from '../placements.ts';
import type { SecretsSettings } from '../settings.ts';
import { flyTarget } from './fly.ts';
import { githubTarget } from './github.ts';
import type { Target } from './target.ts';

export interface OpenTargets {
  of(key: TargetKey): Promise<Target>;
  close(): Promise<void>;
}

/** The clients of an action's targets, each made when it is asked for, and once. */
export function openTargets(context: ActionContext, settings: SecretsSettings): OpenTargets {
  const opened = new Map<string, Promise<Target>>();
  const closers: (() => Promise<void>)[] = [];
  const open = async (key: TargetKey): Promise<Target> => {
    const id = targetId(key);
    if (key.kind === 'fly') {
      const { token, api } = configured(settings.fly);
      const own = await context.secret(token, key.environment);
      const fly = createFly({ api, token: own, locate: (url) => context.locate(url, key.environment) });
      closers.push(async () => fly.close());
      return flyTarget(fly, id, key.app);
    }
    const { token, api } = configured(settings.github);
    const [owner = '', repo = ''] = key.repository.split('/');
    const github = createGitHub({
      api: context.locate(api).url.replace(/\/$/u, ''),
      token: await context.secret(token),
    });
    const environment = key.environment === undefined ? {} : { environment: key.environment };
    return githubTarget(github, id, { owner, repo, ...environment });
  };
  return {
    async of(key) {
      const id = targetId(key);
      const known = opened.get(id) ?? open(key);
      opened.set(id, known);
      return await known;
    },
    async close() {
      await Promise.all(closers.map(async (end) => end()));
    },
  };
}

/** A placement in a target exists only where the section has the target. */
function configured<Section>(section: Section | undefined): Section {
  if (section === undefined) throw new Error('a placement names a target that the config does not have');
  return section;
}
