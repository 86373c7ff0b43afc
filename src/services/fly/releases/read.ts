import { z } from 'zod';
import { Failure } from '../../../core/failure.ts';
import type { Json } from '../../../core/json.ts';
import type { Fly } from '../client.ts';
import { ask } from '../graphql.ts';

/** What Fly's records say of one release. It is its writer's word: machines may run something else. */
export interface Release {
  readonly id: string;
  readonly version: number;
  /** `pending`, `running`, `complete`, `failed`, `interrupted`. */
  readonly status: string;
  /** As it was given: with a tag, or by digest. */
  readonly image: string;
  /** Empty when Fly does not know it any more. */
  readonly digest: string;
  readonly createdAt: string;
  /** The app's config of that release, as fly.toml had it. */
  readonly definition: Json;
}

const node = z.object({
  id: z.string(),
  version: z.number(),
  status: z.string(),
  imageRef: z.string().nullish(),
  createdAt: z.string(),
  configDefinition: z.json().nullish(),
  image: z.object({ digest: z.string().nullish() }).nullish(),
});
const answer = z.object({ app: z.object({ releases: z.object({ nodes: z.array(node) }) }).nullable() });

const text = `query ($app: String!) {
  app(name: $app) {
    releases: releasesUnprocessed(first: 25) {
      nodes { id version status imageRef createdAt configDefinition image { digest } }
    }
  }
}`;

/** The newest 25, the newest first. */
export async function listReleases(fly: Fly, app: string): Promise<readonly Release[]> {
  const query = { text, variables: { app }, app, doing: 'list the releases' };
  const { app: found } = await ask(fly, query, answer);
  if (found === null) throw notThere(app);
  return found.releases.nodes.map(releaseOf).toSorted((a, b) => b.version - a.version);
}

function releaseOf({
  id,
  version,
  status,
  imageRef,
  createdAt,
  configDefinition,
  image,
}: z.infer<typeof node>): Release {
  const named = imageRef ?? '';
  return {
    id,
    version,
    status: status.toLowerCase(),
    image: named,
    digest: image?.digest ?? digestIn(named),
    createdAt,
    definition: configDefinition ?? null,
  };
}

/** Of `registry.fly.io/app@sha256:…`; empty where it has a tag alone. */
export function digestIn(reference: string): string {
  return /@(?<digest>sha256:[0-9a-f]{64})$/u.exec(reference)?.groups?.['digest'] ?? '';
}

function notThere(app: string): Failure {
  return new Failure({
    code: 'fly.not-found',
    what: `Fly has no app ${app}`,
    why: 'it is not there, or the token is not of its organisation: Fly says the same of both',
    fix: `Look whether it is called ${app} (\`fly apps list\`), and put a token of its organisation into the vault.`,
  });
}
