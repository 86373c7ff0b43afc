import type { StandInRequest } from '../../core/stand-in.ts';
import type { StandInsOf } from '../stand-ins.ts';
import { secretsSettings } from './settings.ts';

/** One GitHub for all environments, and a Fly for each: its token is the environment's. */
export const secretsStandIns: StandInsOf = (section, environments) => {
  const { github, fly } = secretsSettings.parse(section);
  const requests: StandInRequest[] = [];
  if (github !== undefined)
    requests.push({
      service: 'github',
      url: github.api,
      given: { repository: github.repository, environments },
      secrets: { token: github.token },
    });
  for (const [environment, app] of Object.entries(fly?.apps ?? {}))
    if (fly !== undefined)
      requests.push({
        service: 'fly',
        environment,
        url: fly.api,
        given: { apps: [app] },
        secrets: { token: fly.token },
      });
  return requests;
};
