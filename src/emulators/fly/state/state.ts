import { createHmac } from 'node:crypto';
import type { Image } from './images.ts';
import type { Machine } from './machine.ts';
import type { Release } from './releases.ts';

export interface StoredSecret {
  readonly value: string;
  readonly digest: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The app's secrets version that it came with. */
  readonly version: number;
}

export interface Volume {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly sizeGb: number;
  attachedTo?: string;
}

/** One app of Fly. */
export interface FlyApp {
  readonly name: string;
  readonly organization: string;
  readonly status: 'deployed' | 'suspended' | 'pending';
  /** Where the app is reached, `shop.fly.dev`. */
  readonly hostname: string;
  readonly secrets: Map<string, StoredSecret>;
  /** Grows with every change of the secrets: a deploy names the one that it needs at least. */
  secretsVersion: number;
  readonly machines: Machine[];
  /** The oldest first. */
  readonly releases: Release[];
  readonly volumes: Volume[];
}

export interface FlyState {
  readonly apps: Map<string, FlyApp>;
  /** Of every repository. */
  readonly images: Image[];
  /** Digests are of the value alone, the same in every app and not to be computed from outside. */
  readonly digestKey: Buffer;
  /** Whose token it is. */
  readonly user: { readonly id: string; readonly email: string; readonly name: string };
}

/** 16 hex digits, as Fly shows them since 2025; observed equal for equal values of any app. */
export function digestOf({ digestKey }: FlyState, value: string): string {
  return createHmac('sha256', digestKey).update(value).digest('hex').slice(0, 16);
}
