import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import type { Machine } from '../../../services/fly/machines/machine.ts';
import { hasImage } from '../../../services/fly/releases/image.ts';
import type { FlyPlace } from '../place.ts';

/** `registry.fly.io/app@sha256:…` of what a machine runs: its tag may be moved, its digest may not. */
export function referenceOf({ config, digest }: Pick<Machine, 'config' | 'digest'>): string {
  return pinned(config.image, digest);
}

export function pinned(reference: string, digest: string): string {
  return `${reference.replace(/@.*$/u, '').replace(/:[\w.-]+$/u, '')}@${digest}`;
}

/** Throws Failure `deploy.image-gone`: Fly promises nobody to keep an image, and prunes what nothing has run for long. */
export async function refuseMissingImage({ fly, app }: FlyPlace, reference: string, whose: string): Promise<void> {
  if (await hasImage(fly, app, reference)) return;
  throw new Failure(
    {
      code: 'deploy.image-gone',
      what: `The image ${whose} is not in the registry: ${reference}`,
      why: 'Fly keeps no image for ever; what runs runs on, and nothing can be launched from it any more',
      fix: `Build it again from the commit that it was made of, push it, and promote that: \`fly deploy -a ${app} --build-only --push\`.`,
    },
    exitCodes.unsettled,
  );
}

/** Throws Failure `deploy.foreign-image`: an image of another organisation's app cannot be pulled. */
export function refuseForeignImage(reference: string, apps: readonly string[]): void {
  const repository = /^registry\.fly\.io\/(?<name>[^@:]+)/u.exec(reference)?.groups?.['name'];
  if (repository !== undefined && apps.includes(repository)) return;
  throw new Failure(
    {
      code: 'deploy.foreign-image',
      what: `The image ${reference} is of no app of this workspace`,
      why: `\`deploy.apps\` names ${apps.join(', ')}: what is promoted was tried in one of them`,
      fix: 'Deploy it to staging first, or name its app in `deploy.apps`.',
    },
    exitCodes.unsettled,
  );
}
