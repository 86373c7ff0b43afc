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
    if (settings !== undefined) requests.push(...(await (await load())(settings, environments, workspace.root)));
  }
  return [...Map.groupBy(requests, keyOf).values()].map(joined);
}

function keyOf({ service, environment, url }: StandInRequest): string {
  return JSON.stringify([service, environment ?? null, originOf(url)]);
}

/** Two that name one service tell it of different things: its account here, its mailbox there, an app each. */
function joined(requests: readonly StandInRequest[]): StandInRequest {
  return requests.reduce((all, one) => ({
    ...all,
    others: [...new Set([...(all.others ?? []), ...(one.others ?? [])])],
    given: { ...all.given, ...put(all, one, 'given') },
    secrets: { ...all.secrets, ...put(all, one, 'secrets') },
  }));
}

/** Lists are put together, what is said later at their ends; of all else both have to say the same. */
function put(all: StandInRequest, one: StandInRequest, part: 'given' | 'secrets') {
  const entries = Object.entries(one[part]).map(([name, value]) => {
    const known = Object.hasOwn(all[part], name) ? all[part][name] : undefined;
    if (known === undefined || isDeepStrictEqual(known, value)) return [name, value];
    if (!Array.isArray(known) || !Array.isArray(value)) throw differing(one, name);
    return [name, [...known, ...value]];
  });
  return Object.fromEntries(entries);
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
