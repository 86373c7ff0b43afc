import { z } from 'zod';
import { Failure } from '../../../core/failure.ts';
import type { Fly } from '../client.ts';
import { ask } from '../graphql.ts';

const answer = z.object({
  app: z.object({ image: z.object({ digest: z.string(), ref: z.string() }).nullable() }).nullable(),
});

const text = `query ($app: String!, $ref: String!) {
  app(name: $app) { image(ref: $ref) { id digest ref } }
}`;

/** Whether the registry has the image, as the app may see it: images that nothing runs are pruned at some time. */
export async function hasImage(fly: Fly, app: string, reference: string): Promise<boolean> {
  const query = { text, variables: { app, ref: reference }, app, doing: `find the image ${reference}` };
  try {
    return (await ask(fly, query, answer)).app?.image !== null;
  } catch (error) {
    if (error instanceof Failure && error.data.code === 'fly.not-found' && /image/iu.test(error.data.why)) return false;
    throw error;
  }
}
