import { randomBytes } from 'node:crypto';
import type { FlyGiven, GivenApp } from '../given.ts';
import { digestOf, type FlyApp, type FlyState } from '../state/state.ts';
import { imagesOf } from './images.ts';
import { machinesOf } from './machines.ts';
import { releasesOf } from './releases.ts';

/** What Fly knows at the start. An app that is a name alone has secrets and nothing else. */
export function createState(given: FlyGiven, now: Date): FlyState {
  const { apps, organization, user: email } = given;
  const state: FlyState = {
    apps: new Map(),
    images: imagesOf(given),
    digestKey: randomBytes(32),
    user: { id: 'user1', email, name: email.split('@')[0] ?? email },
  };
  for (const each of apps) {
    const app = typeof each === 'string' ? bare(each, organization) : seeded(each, state, organization, now);
    state.apps.set(app.name, app);
  }
  return state;
}

function bare(name: string, organization: string): FlyApp {
  return {
    name,
    organization,
    status: 'deployed',
    hostname: `${name}.fly.dev`,
    secrets: new Map(),
    secretsVersion: 0,
    machines: [],
    releases: [],
    volumes: [],
  };
}

function seeded(given: GivenApp, state: FlyState, organization: string, now: Date): FlyApp {
  const releases = releasesOf(given, state.images, state.user, now);
  const app: FlyApp = {
    ...bare(given.name, given.organization ?? organization),
    status: given.status,
    releases,
    ...machinesOf(given, releases, state.images, now),
  };
  const at = new Date(now.getTime() - 24 * 3_600_000).toISOString();
  for (const [name, value] of Object.entries(given.secrets))
    app.secrets.set(name, { value, digest: digestOf(state, value), createdAt: at, updatedAt: at, version: 1 });
  app.secretsVersion = app.secrets.size === 0 ? 0 : 1;
  for (const machine of app.machines) machine.secretsVersion = app.secretsVersion;
  return app;
}
