import type { outcomeOf } from './world.ts';

/** One thing that people do with flyctl, and what the shop has come to then. */
export interface Scenario {
  readonly name: string;
  readonly calls: readonly { readonly args: readonly string[]; readonly input?: string }[];
  readonly ends: Awaited<ReturnType<typeof outcomeOf>>;
}

export const deploy = [
  'deploy',
  '--image',
  'registry.fly.io/shop-staging:v2',
  '--remote-only',
  '--ha=false',
  '--dns-checks=false',
  '--deploy-retries=0',
  '--yes',
];

const before = { machines: ['started v1', 'started v1'], release: 'v1 ROLLING complete', secrets: true, leases: 0 };
const after = { ...before, machines: ['started v2', 'started v2'] };

function strategy(name: string): Scenario {
  return {
    name,
    calls: [{ args: [...deploy, '--strategy', name] }],
    ends: { ...after, release: `v2 ${name.toUpperCase()} complete` },
  };
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'reading',
    calls: [
      { args: ['status', '--json'] },
      { args: ['machine', 'list', '--json'] },
      { args: ['releases', '--image', '--json'] },
      { args: ['image', 'show', '--json'] },
      { args: ['secrets', 'list', '--json'] },
    ],
    ends: before,
  },
  strategy('immediate'),
  strategy('rolling'),
  strategy('canary'),
  strategy('bluegreen'),
  {
    name: 'secrets-staged',
    calls: [{ args: ['secrets', 'import', '--stage'], input: 'A=1\n' }, { args: ['secrets', 'list', '--json'] }],
    ends: { ...before, secrets: false },
  },
  {
    name: 'secrets-deployed',
    calls: [{ args: ['secrets', 'import', '--stage'], input: 'A=1\n' }, { args: ['secrets', 'deploy'] }],
    ends: { ...before, release: 'v2 ROLLING complete' },
  },
  {
    name: 'release-command',
    calls: [{ args: [...deploy, '--strategy', 'immediate', '--config', 'release-command.toml'] }],
    ends: { ...after, release: 'v2 IMMEDIATE complete' },
  },
];

const fly = `app = 'shop'
primary_region = 'iad'

[http_service]
  internal_port = 8080
  force_https = true
  auto_stop_machines = 'off'
  auto_start_machines = true
  min_machines_running = 1

  [[http_service.checks]]
    interval = '10s'
    timeout = '2s'
    grace_period = '1s'
    method = 'GET'
    path = '/health'
`;

/** The folder that flyctl is called in. */
export const workspace: Readonly<Record<string, string>> = {
  'fly.toml': fly,
  'release-command.toml': `${fly}\n[deploy]\n  release_command = './migrate'\n`,
};
