import { createWorkspace, perform, plan } from '../../../src/actions/testing/workspace.ts';
import { deployStandIns } from '../../../src/actions/deploy/stand-ins.ts';
import type { Action, ActionContext, Outcome, Plan } from '../../../src/core/action.ts';
import { systemClock } from '../../../src/core/clock.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { Failure } from '../../../src/core/failure.ts';
import { Secret } from '../../../src/core/secret.ts';
import { fly } from '../../../src/emulators/fly/emulator.ts';
import { movedTo, originOf } from '../../../src/rehearsal/stand-ins/origin.ts';

type Running = Awaited<ReturnType<typeof fly.start>>;

/** Two apps as a rehearsal makes them, each on a Fly of its own, and a workspace with their fly.toml. */
export interface DeployWorld {
  readonly root: string;
  readonly fly: Readonly<Record<'staging' | 'production', Running>>;
  readonly kept: Map<string, string>;
  readonly said: string[];
  readonly token: Secret;
  context(more?: Partial<ActionContext>): ActionContext;
  perform(action: Action, input?: object): Promise<Outcome>;
  plan(action: Action, input?: object): Promise<Plan>;
  put(path: string, text: string): Promise<void>;
  /** Arms a fault of the catalogue in production's Fly. */
  arm(name: string, times?: { readonly from?: number; readonly count?: number }): void;
  /** What each machine of production runs and is: `started 3f9a…`. */
  machines(): Promise<readonly ShownMachine[]>;
  releases(): readonly { readonly version: number; readonly status: string; readonly digest: string }[];
  stop(): Promise<void>;
}

export interface ShownMachine {
  readonly id: string;
  readonly state: string;
  readonly digest: string;
}

export interface WorldOptions {
  readonly settings?: object;
  /** Beside what a rehearsal would give production's Fly. */
  readonly production?: JsonObject;
  /** Of production's app. */
  readonly app?: JsonObject;
  readonly grace?: string;
}

const toml = (app: string, grace: string) => `app = '${app}'
primary_region = 'iad'

[env]
  PORT = '3000'

[http_service]
  internal_port = 3000
  auto_stop_machines = 'off'

  [[http_service.checks]]
    method = 'GET'
    path = '/health'
    grace_period = '${grace}'
`;

export const settings = {
  apps: {
    staging: { app: 'shop-staging', config: 'fly.staging.toml' },
    production: {
      app: 'shop',
      imageFrom: 'staging',
      probe: { url: 'https://shop.example.test/health' },
    },
  },
  by: 'api',
  gates: ['image', 'window'],
  deadline: '20s',
};

/** As a workspace that names no database has it. */
const noDatabase = new Failure({
  code: 'database.not-configured',
  what: 'production has no database',
  why: 'the config names none',
  fix: 'Name it.',
});

export async function startWorld(options: WorldOptions = {}): Promise<DeployWorld> {
  const section = { ...settings, ...options.settings };
  const token = new Secret('fly_api_token', 'fo1_canary-token-of-this-test');
  const grace = options.grace ?? '100ms';
  const workspace = await createWorkspace({
    'fly.toml': toml('shop', grace),
    'fly.staging.toml': toml('shop-staging', grace),
  });
  const requests = await deployStandIns(section, ['staging', 'production'], workspace.root);
  const start = async (environment: string): Promise<Running> => {
    const given = requests.find((request) => request.environment === environment)?.given ?? {};
    const own = environment === 'production' ? { ...given, ...options.production } : given;
    const limits = { perSecond: 1000, burst: 1000 };
    return fly.start({ given: { ...withApp(own, environment, options.app), limits }, secrets: { token } });
  };
  const flies = { staging: await start('staging'), production: await start('production') };
  const said: string[] = [];
  const { production } = flies;
  const urlOf = (url: string, environment = 'production'): string => {
    const request = requests.find((each) => each.environment === environment);
    const known = [request?.url ?? '', ...(request?.others ?? [])].some((each) => originOf(each) === originOf(url));
    if (!known) throw new Error(`nothing stands for ${url}`);
    return movedTo((environment === 'staging' ? flies.staging : production).urls['fly'] ?? '', url);
  };
  const context: DeployWorld['context'] = (more = {}) =>
    workspace.context({
      environment: 'production',
      clock: systemClock,
      settings: (area) => (area === 'deploy' ? section : undefined),
      secret: async () => token,
      database: async () => Promise.reject(noDatabase),
      locate: (url, environment) => ({ url: urlOf(url, environment) }),
      say: (line) => void said.push(line),
      ...more,
    });
  return {
    root: workspace.root,
    fly: flies,
    kept: workspace.kept,
    said,
    token,
    context,
    perform: async (action, input = {}) => (await perform(action, context(), input)).outcome,
    plan: async (action, input = {}) => plan(action, context(), input),
    put: async (path, text) => workspace.put(path, text),
    arm(name, times) {
      const named = fly.catalogue.find((each) => each.name === name);
      if (named === undefined) throw new Error(`there is no fault ${name}`);
      production.faults.arm({ name, ...named.fault, ...(times === undefined ? {} : { times }) });
    },
    async machines() {
      production.faults.clear();
      const url = `${production.urls['fly'] ?? ''}/v1/apps/shop/machines`;
      const answer = await fetch(url, { headers: { authorization: `Bearer ${token.reveal()}` } });
      const list: readonly { id: string; state: string; image_ref: { digest: string } }[] = JSON.parse(
        await answer.text(),
      );
      return list.map(({ id, state, image_ref: { digest } }) => ({ id, state, digest }));
    },
    releases: () =>
      (production.state.apps.get('shop')?.releases ?? []).map(({ version, status, imageRef }) => ({
        version,
        status,
        digest: imageRef.replace(/^.*@/u, ''),
      })),
    stop: async () => void (await Promise.all([flies.staging.stop(), production.stop(), workspace.remove()])),
  };
}

function withApp(given: JsonObject, environment: string, app: JsonObject | undefined): JsonObject {
  const apps: Json = given['apps'] ?? [];
  if (environment !== 'production' || app === undefined || !Array.isArray(apps)) return given;
  const list: readonly Json[] = apps;
  return { ...given, apps: list.map((each) => (isObject(each) ? { ...each, ...app } : each)) };
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
