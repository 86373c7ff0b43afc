import type { ActionContext } from '../../../src/core/action.ts';
import { createWorkspace } from '../../../src/actions/testing/workspace.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { Failure } from '../../../src/core/failure.ts';
import { Secret } from '../../../src/core/secret.ts';
import { fly } from '../../../src/emulators/fly/emulator.ts';
import { github } from '../../../src/emulators/github/emulator.ts';
import { originOf, movedTo } from '../../../src/rehearsal/stand-ins/origin.ts';

/** GitHub, a Fly for each environment, a vault, a workspace for the ledger: what secrets are synced between. */
export interface SecretsWorld {
  readonly root: string;
  readonly github: Awaited<ReturnType<typeof github.start>>;
  readonly fly: Readonly<Record<'staging' | 'production', Awaited<ReturnType<typeof fly.start>>>>;
  /** `name` or `name@environment`. */
  readonly vault: Map<string, string>;
  /** What the actions kept, by name. */
  readonly kept: Map<string, string>;
  readonly said: string[];
  context(environment?: string, settings?: object): ActionContext;
  /** Puts files into the workspace, and has git track them. */
  plant(files: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
}

export const settings = {
  github: { repository: 'hotdash/app', token: { secret: 'github_token' } },
  fly: {
    apps: { staging: 'hotdash-staging', production: 'hotdash' },
    token: { secret: 'fly_api_token' },
  },
  map: {
    publer_api_key: { targets: [{ to: 'fly' }, { to: 'github' }], owner: 'devops' },
    chatwoot_api_token: { targets: [{ to: 'fly' }, { to: 'github', name: 'CHATWOOT_TOKEN' }], rotateAfter: '90d' },
    deploy_key: { targets: [{ to: 'github-repository' }] },
  },
};

export async function startWorld(): Promise<SecretsWorld> {
  const token = new Secret('token', 'token-of-this-test');
  const workspace = await createWorkspace();
  const { root } = workspace;
  const hub = await github.start({ given: { repository: 'hotdash/app' }, secrets: { token } });
  const limits = { burst: 100 };
  const staging = await fly.start({ given: { apps: ['hotdash-staging'], limits }, secrets: { token } });
  const production = await fly.start({ given: { apps: ['hotdash'], limits }, secrets: { token } });
  const vault = new Map([
    ['prestage_fingerprint_key', '0123456789abcdef0123456789abcdef'],
    ['github_token', token.reveal()],
    ['fly_api_token', token.reveal()],
    ['publer_api_key@staging', 'canary-publer-staging'],
    ['publer_api_key@production', 'canary-publer-production'],
    ['chatwoot_api_token@staging', 'canary-chatwoot-staging'],
    ['chatwoot_api_token@production', 'canary-chatwoot-production'],
    ['deploy_key', 'canary-deploy-key'],
  ]);
  const kept = new Map<string, string>();
  const said: string[] = [];
  const flies = { staging, production };
  const urlOf = (url: string, environment: string | undefined): string => {
    if (originOf(url) === 'https://api.github.com') return movedTo(hub.urls['github'] ?? '', url);
    return movedTo((environment === 'production' ? production : staging).urls['fly'] ?? '', url);
  };
  return {
    root,
    github: hub,
    fly: flies,
    vault,
    kept,
    said,
    context: (environment, section = settings) => ({
      root,
      mode: 'rehearsal',
      ...(environment === undefined ? {} : { environment }),
      clock: systemClock,
      settings: () => section,
      secret: async ({ secret }, named = environment) => {
        const value = vault.get(`${secret}@${named ?? ''}`) ?? vault.get(secret);
        if (value === undefined) throw missing(secret);
        return new Secret(secret, value);
      },
      locate: (url, named = environment) => ({ url: urlOf(url, named) }),
      exec: workspace.exec,
      database: async () => Promise.reject(new Error('there is no database here')),
      scratch: async () => Promise.reject(new Error('there is no scratch database here')),
      keep: async (name, content) => {
        kept.set(name, String(content));
        return { path: name, sha256: '', bytes: content.length };
      },
      archive: async (area, { content, line }) => {
        kept.set(`${area}.json`, JSON.stringify([content, line]));
        return { path: area, sha256: '', bytes: 0 };
      },
      redact: (text) => text,
      say: (line) => void said.push(line),
    }),
    async plant(files) {
      for (const [path, text] of Object.entries(files)) await workspace.put(path, text);
      await workspace.commit();
    },
    async stop() {
      await Promise.all([hub.stop(), staging.stop(), production.stop(), workspace.remove()]);
    },
  };
}

function missing(name: string): Failure {
  return new Failure({ code: 'secrets.missing', what: `There is no ${name}`, why: 'it is not there', fix: 'Add it.' });
}
