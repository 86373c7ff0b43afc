import { z } from 'zod';
import type { Json } from '../../../core/json.ts';
import type { Fly } from '../client.ts';
import { done } from '../machines/schema.ts';

/** As the web's REST takes it; flyctl: internal/uiex/releases.go. Undocumented: no other API writes releases. */
export interface ReleaseWish {
  readonly definition: Json;
  readonly image: string;
  readonly strategy: 'immediate' | 'rolling' | 'canary' | 'bluegreen';
}

const made = z.object({ release: z.object({ id: z.coerce.string(), version: z.number() }) });

export interface NewRelease {
  readonly id: string;
  readonly version: number;
}

/** Only a record: no machine hears of it, and no release command is run. */
export async function recordRelease(fly: Fly, app: string, wish: ReleaseWish): Promise<NewRelease> {
  const body = { app_name: app, build_id: null, ...wish, strategy: wish.strategy.toUpperCase() };
  const call = { method: 'POST', host: 'web', path: '/api/v1/releases', body, app, doing: 'record a release' } as const;
  return (await fly.call({ ...call, isRepeatable: false }, made)).release;
}

export type ReleaseEnd = 'running' | 'complete' | 'failed' | 'interrupted';

export async function markRelease(fly: Fly, app: string, id: string, status: ReleaseEnd): Promise<void> {
  await fly.call(
    {
      method: 'PATCH',
      host: 'web',
      path: `/api/v1/releases/${encodeURIComponent(id)}`,
      body: { status, metadata: null },
      app,
      doing: `mark release ${id} as ${status}`,
      isRepeatable: true,
    },
    done,
  );
}
