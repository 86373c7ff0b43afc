import { FlyError } from '../answers.ts';
import type { Behaviour, Conditions } from './behaviour.ts';

/** An image in the registry. */
export interface Image {
  readonly registry: string;
  readonly repository: string;
  readonly tags: readonly string[];
  /** `sha256:` and 64 hex digits. */
  readonly digest: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly bytes: number;
  /** What the app in it says of itself when it is asked. */
  readonly reports: string;
  readonly behaviour: Behaviour;
  /** Collected as rubbish: it runs where it runs, and nobody can launch it any more. */
  gone: boolean;
}

/** `registry.fly.io/shop:v2@sha256:…`, in its parts. */
export interface ImageReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

export function readReference(text: string): ImageReference {
  const {
    name = '',
    tag,
    digest,
  } = /^(?<name>[^@]+?)(?::(?<tag>[\w.-]+))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/u.exec(text)?.groups ?? {};
  const [first = '', ...rest] = name.split('/');
  const hasRegistry = rest.length > 0 && /[.:]|^localhost$/u.test(first);
  const parts = {
    registry: hasRegistry ? first : 'docker-hub-mirror.fly.io',
    repository: hasRegistry ? rest.join('/') : name,
  };
  if (digest !== undefined) return { ...parts, ...(tag === undefined ? {} : { tag }), digest };
  return { ...parts, tag: tag ?? 'latest' };
}

export function writeReference({ registry, repository, tag, digest }: ImageReference): string {
  const named = `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}`;
  return digest === undefined ? named : `${named}@${digest}`;
}

/** The image that a reference means; a digest goes before a tag. */
export function findImage(images: readonly Image[], text: string, conditions: Conditions): Image | undefined {
  if (conditions.has('image-gone')) return undefined;
  const { registry, repository, tag, digest } = readReference(text);
  return images.find(
    (image) =>
      !image.gone &&
      image.registry === registry &&
      image.repository === repository &&
      (digest === undefined ? image.tags.includes(tag ?? 'latest') : image.digest === digest),
  );
}

/** Throws a FlyError: what is not in the registry cannot be launched. */
export function imageToLaunch(images: readonly Image[], text: string, conditions: Conditions): Image {
  const image = findImage(images, text, conditions);
  if (image !== undefined) return image;
  throw new FlyError(400, `failed_precondition: unable to fetch image config for ref: Could not find image "${text}"`);
}
