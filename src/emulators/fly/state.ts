import { createHmac, randomBytes } from 'node:crypto';

export interface StoredSecret {
  readonly value: string;
  readonly digest: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The app's secrets version that it came with. */
  readonly version: number;
}

/** One app of Fly. */
export interface FlyApp {
  readonly name: string;
  readonly organization: string;
  readonly secrets: Map<string, StoredSecret>;
  /** Grows with every change of the secrets: a deploy names the one that it needs at least. */
  secretsVersion: number;
}

export interface FlyState {
  readonly apps: Map<string, FlyApp>;
  /** Digests are of the value alone, the same in every app and not to be computed from outside. */
  readonly digestKey: Buffer;
}

export function createState(apps: readonly string[], organization: string): FlyState {
  const entries = apps.map((name): [string, FlyApp] => [
    name,
    { name, organization, secrets: new Map(), secretsVersion: 0 },
  ]);
  return { apps: new Map(entries), digestKey: randomBytes(32) };
}

/** 16 hex digits, as Fly shows them since 2025; observed equal for equal values of any app. */
export function digestOf({ digestKey }: FlyState, value: string): string {
  return createHmac('sha256', digestKey).update(value).digest('hex').slice(0, 16);
}
