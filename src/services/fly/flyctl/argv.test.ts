import { expect, test } from 'vitest';
import { Secret } from '../../../core/secret.ts';
import { deployCommand, planCommand } from './argv.ts';

const token = new Secret('fly_api_token', 'canary');
const place = { configFolder: '/tmp/x', token, urls: { machines: 'http://127.0.0.1:1', web: 'http://127.0.0.1:2' } };
const wish = {
  app: 'shop',
  config: 'fly.toml',
  image: 'registry.fly.io/shop@sha256:0',
  strategy: 'immediate',
} as const;

test('the token is in the environment of that one child, and never on its command line', () => {
  const { args, env } = deployCommand(place, wish);
  expect(args.join(' ')).toBe(
    'deploy --app shop --config fly.toml --image registry.fly.io/shop@sha256:0 --strategy immediate --remote-only --ha=false --dns-checks=false --deploy-retries=0 --yes',
  );
  expect(env?.['FLY_API_TOKEN']).toBe(token);
  expect(JSON.stringify({ args, env })).not.toContain('canary');
});

test('all three APIs are named, or records of a rehearsal would go to the real one', () => {
  const { env = {} } = deployCommand(place, wish);
  expect([env['FLY_FLAPS_BASE_URL'], env['FLY_API_BASE_URL'], env['FLY_UIEX_BASE_URL']]).toEqual([
    'http://127.0.0.1:1',
    'http://127.0.0.1:2',
    'http://127.0.0.1:2',
  ]);
});

test('a plan is the same call, written to a file', () => {
  expect(planCommand(place, wish, 'plan.json').args.slice(-2)).toEqual(['--export-manifest', 'plan.json']);
});
