import { expect, test } from 'vitest';
import { compareConfigs } from './compare.ts';
import { readFlyToml } from './read.ts';

const file = (text: string) => readFlyToml(text, 'fly.toml');

test('a file and the release that was made of it are the same, as flyctl writes it', () => {
  const text = `app = 'shop'
[build]
  dockerfile = 'Dockerfile'
[env]
  PORT = '3000'
[deploy]
  strategy = 'rolling'
[http_service]
  internal_port = 3000
  auto_stop_machines = 'off'
  force_https = false
`;
  const release = { env: { PORT: '3000' }, http_service: { internal_port: 3000, auto_stop_machines: false } };
  expect(compareConfigs(file(text), release)).toEqual([]);
});

test.each([
  ['a value', "[env]\nA = '2'\n", { env: { A: '1' } }, [{ path: 'env.A', is: 'different' }]],
  ['a table in the file alone', '[[vm]]\nmemory = "1gb"\n', {}, [{ path: 'vm.0.memory', is: 'only-in-file' }]],
  ['a place in the release alone', '', { processes: { web: 'x' } }, [{ path: 'processes.web', is: 'only-in-release' }]],
  [
    'a release command',
    '[deploy]\nrelease_command = "m"\n',
    {},
    [{ path: 'deploy.release_command', is: 'only-in-file' }],
  ],
  [
    'autostop',
    "[http_service]\nauto_stop_machines = 'stop'\n",
    { http_service: { auto_stop_machines: false } },
    [{ path: 'http_service.auto_stop_machines', is: 'different' }],
  ],
  ['an order', 'x = [1, 2]\n', { x: [2, 1] }, [{ path: 'x', is: 'different' }]],
])('%s is told by its path', (_what, text, release, expected) => {
  expect(compareConfigs(file(text), release)).toEqual(expected);
});

test('an empty table is none', () => {
  expect(compareConfigs(file('[env]\n'), { mounts: [] })).toEqual([]);
});
