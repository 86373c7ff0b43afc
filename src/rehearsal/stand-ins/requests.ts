import { isDeepStrictEqual } from 'node:util';
import { standInsOfAreas, type StandInsOf } from '../../actions/stand-ins.ts';
import { Failure } from '../../core/failure.ts';
import type { StandInRequest } from '../../core/stand-in.ts';
import type { Workspace } from '../../core/workspace.ts';
import { originOf } from './origin.ts';

/** What the areas of a config ask for: one request for each service, environment and origin. Throws Failure `rehearsal.stand-ins-differ`. */
export async function standInRequests(
  workspace: Workspace,
  areas: Readonly<Record<string, () => Promise<StandInsOf>>> = standInsOfAreas,
): Promise<readonly StandInRequest[]> {
  const environments = Object.keys(workspace.config.environments);
  const requests: StandInRequest[] = [];
  for (const [area, load] of Object.entries(areas)) {
    const settings = workspace.settings(area);
    if (settings !== undefined) requests.push(...(await load())(settings, environments));
  }
  return [...Map.groupBy(requests, keyOf).values()].map(joined);
}

function keyOf({ service, environment, url }: StandInRequest): string {
  return JSON.stringify([service, environment ?? null, originOf(url)]);
}

/** Two that name one service tell it of different things: its account here, its mailbox there. */
function joined(requests: readonly StandInRequest[]): StandInRequest {
  return requests.reduce((all, one) => ({
    ...all,
    given: { ...all.given, ...agreeing(all, one, 'given') },
    secrets: { ...all.secrets, ...agreeing(all, one, 'secrets') },
  }));
}

function agreeing<Part extends 'given' | 'secrets'>(
  all: StandInRequest,
  one: StandInRequest,
  part: Part,
): StandInRequest[Part] {
  for (const [name, value] of Object.entries(one[part]))
    if (Object.hasOwn(all[part], name) && !isDeepStrictEqual(all[part][name], value)) throw differing(one, name);
  return one[part];
}

function differing({ service, environment, url }: StandInRequest, name: string): Failure {
  return new Failure({
    code: 'rehearsal.stand-ins-differ',
    what: `One ${service} cannot stand for ${url}${environment === undefined ? '' : ` of ${environment}`}`,
    why: `two places of the config say different things of its \`${name}\``,
    fix: 'Let both say the same, or give them URLs of their own.',
    file: 'prestage.config.ts',
  });
}
