import type { ActionContext } from '../../../core/action.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { lookAtApp } from '../look/app.ts';
import { shortDigest } from '../look/digest.ts';
import { withPlace, type FlyPlace } from '../place.ts';
import { pinned, referenceOf, refuseForeignImage } from '../point/image.ts';

export interface SourceImage {
  /** By digest. */
  readonly image: string;
  readonly digest: string;
  readonly from: string;
}

/**
 * The image that is promoted: the named one, else what every machine of the environment before runs. Throws Failure
 * `deploy.no-source`, `deploy.source-mixed`, `deploy.tag-only`, `deploy.foreign-image`.
 */
export async function sourceImage(
  context: ActionContext,
  place: FlyPlace,
  named: string | undefined,
): Promise<SourceImage> {
  const apps = Object.values(place.settings.apps).map(({ app }) => app);
  const found = named === undefined ? await ofEnvironment(context, place) : ofReference(named);
  refuseForeignImage(found.image, apps);
  return found;
}

function ofReference(named: string): SourceImage {
  const digest = /@(?<digest>sha256:[0-9a-f]{64})$/u.exec(named)?.groups?.['digest'];
  if (digest !== undefined) return { image: pinned(named, digest), digest, from: 'the input' };
  throw refused(
    'tag-only',
    `${named} names no image for good`,
    'a tag may be moved between staging and production; a digest cannot',
    'Name it by its digest: `image=registry.fly.io/app@sha256:…` (`fly image show`).',
  );
}

async function ofEnvironment(context: ActionContext, { own, environment }: FlyPlace): Promise<SourceImage> {
  const from = own.imageFrom;
  if (from === undefined)
    throw refused(
      'no-source',
      `It is not said which image ${environment} is given`,
      `\`deploy.apps.${environment}\` has no \`imageFrom\``,
      "Add `imageFrom: 'staging'` to it, or name the image: `image=registry.fly.io/app@sha256:…`.",
    );
  return withPlace(
    context,
    async (place) => {
      const { app, machines } = await lookAtApp(place);
      const digests = [...new Set(machines.map(({ digest }) => digest))];
      const [machine] = machines;
      const [digest = '', ...others] = digests;
      if (machine === undefined || digest === '' || others.length > 0)
        throw refused(
          'source-mixed',
          `${app} runs no one image`,
          `its machines have ${digests.map(shortDigest).join(' and ')}: a deploy of it was not ended`,
          `Deploy ${from} again until all machines have the same, then promote that.`,
        );
      return { image: referenceOf(machine), digest, from: `${from} (${app})` };
    },
    from,
  );
}

function refused(slug: string, what: string, why: string, fix: string): Failure {
  return new Failure({ code: `deploy.${slug}`, what, why, fix }, exitCodes.unsettled);
}
