import { Failure } from '../../../core/failure.ts';
import { isAtRest, type Machine } from '../../../services/fly/machines/machine.ts';
import { listMachines, readApp } from '../../../services/fly/machines/read.ts';
import { listReleases, type Release } from '../../../services/fly/releases/read.ts';
import type { FlyPlace } from '../place.ts';

/** An app as it is at one moment. */
export interface AppState {
  readonly app: string;
  readonly machines: readonly Machine[];
  /** The newest first. */
  readonly releases: readonly Release[];
}

/** Throws Failure `deploy.other-organization`, `deploy.suspended`, `deploy.no-machines`, `deploy.machine-unreachable` besides the client's. */
export async function lookAtApp({ fly, app, own }: FlyPlace): Promise<AppState> {
  const [found, machines, releases] = await Promise.all([
    readApp(fly, app),
    listMachines(fly, app),
    listReleases(fly, app),
  ]);
  if (own.organization !== undefined && own.organization !== found.organization)
    throw refused(
      'other-organization',
      `${app} is not of ${own.organization}`,
      `Fly says that its organisation is ${found.organization}`,
      `Correct \`deploy.apps\` in prestage.config.ts, or use a token of ${own.organization}.`,
    );
  if (found.status === 'suspended')
    throw refused(
      'suspended',
      `${app} is suspended`,
      'what is suspended runs nothing',
      `Resume it: \`fly apps resume ${app}\`.`,
    );
  if (machines.length === 0)
    throw refused(
      'no-machines',
      `${app} has no machines`,
      'nothing was ever deployed to it, or all were destroyed: there is nothing to promote to, or to come back to',
      `Deploy it once by hand: \`fly deploy -a ${app}\`.`,
    );
  return { app, machines, releases };
}

/** Throws when nothing would run the image: a deploy that nobody can see is none. */
export function refuseAllStopped({ app, machines }: Pick<AppState, 'app' | 'machines'>): void {
  if (!machines.every(isAtRest)) return;
  throw refused(
    'all-stopped',
    `All ${machines.length} machines of ${app} are stopped`,
    'a new image would be put on them and run by none, so that nobody could say whether it does',
    `Start one: \`fly machine start -a ${app} ${machines[0]?.id ?? ''}\`.`,
  );
}

/** Throws when a machine's host does not answer: it would stay on what it has. */
export function refuseUnreachable({ app, machines }: Pick<AppState, 'app' | 'machines'>): void {
  const away = machines.filter(({ isReachable }) => !isReachable);
  if (away.length === 0) return;
  const names = away.map(({ id, region }) => `${id} in ${region}`).join(', ');
  throw refused(
    'machine-unreachable',
    `${away.length} of ${machines.length} machines of ${app} cannot be reached: ${names}`,
    'the host that they are on does not answer, so they would stay on the release that they have',
    'Look at status.flyio.net; when it lasts, replace them: `fly machine clone` elsewhere, then `fly machine destroy --force`.',
  );
}

function refused(slug: string, what: string, why: string, fix: string): Failure {
  return new Failure({ code: `deploy.${slug}`, what, why, fix });
}
