import { afterEach, expect, test } from 'vitest';
import { createWorkspace, type TestWorkspace } from '../../testing/workspace.ts';
import type { Ask } from './ask.ts';
import { scanCode } from './scan.ts';

let workspace: TestWorkspace | undefined;
afterEach(async () => workspace?.remove());

async function scan(files: Readonly<Record<string, string>>) {
  workspace = await createWorkspace(files);
  return await scanCode(workspace.context());
}

/** `NAME file:line`, `?` behind what is optional, and who would have to have it. */
function words({ name, file, line, isOptional, where }: Ask): string {
  const scope =
    where.kind === 'github'
      ? `${String(where.environments)}${where.isRepositoryToo ? '+repository' : ''}`
      : where.kind === 'fly'
        ? `fly ${where.app ?? 'all'}`
        : where.kind;
  return `${name}${isOptional ? '?' : ''} ${file}:${line} ${scope}`;
}

async function asked(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return (await scan(files)).asks.map(words);
}

const flow = '.github/workflows/deploy.yml';

test('a workflow asks in the repository, and in the environments of its jobs', async () => {
  const text = `on: push
env:
  ALL: \${{ secrets.shared }}
jobs:
  plain:
    runs-on: ubuntu-24.04
    if: secrets.GATE != ''
    steps:
      - run: echo "secrets.NOT_THIS" '\${{ "x" }}'
        env:
          A: \${{ secrets.A }} and \${{ secrets['B'] || 'b' }}
          T: \${{ secrets.GITHUB_TOKEN }}
      # secrets.COMMENT \${{ secrets.COMMENT }}
      - run: |
          first
          echo \${{ secrets.IN_BLOCK }} \${{ format('secrets.STRING {0}', vars.COLOR) }}
  named:
    environment: { name: production, url: 'https://x' }
    steps: [{ run: x, env: { C: '\${{ secrets.C }}' } }]
  matrix:
    strategy: { matrix: { place: [staging, production] } }
    environment: \${{ matrix.place }}
    steps: [{ run: x, env: { D: '\${{ secrets.D }}' } }]
  late:
    environment: \${{ inputs.where }}
    steps: [{ run: x, env: { E: '\${{ secrets.E }}', F: '\${{ toJSON(secrets) }}' } }]
`;
  expect(await asked({ [flow]: text })).toEqual([
    `SHARED ${flow}:3 +repository`,
    `GATE? ${flow}:7 +repository`,
    `A ${flow}:11 +repository`,
    `B? ${flow}:11 +repository`,
    `IN_BLOCK ${flow}:16 +repository`,
    `COLOR ${flow}:16 variable`,
    `C ${flow}:19 production+repository`,
    `D ${flow}:23 staging,production+repository`,
    `E ${flow}:26 any+repository`,
    `*? ${flow}:26 any+repository`,
  ]);
});

const called = `on:
  workflow_call:
    secrets:
      TOKEN: { required: true }
      SPARE: { required: false }
jobs:
  one:
    environment: production
    steps: [{ run: x, env: { T: '\${{ secrets.TOKEN }}', S: '\${{ secrets.SPARE }}', O: '\${{ secrets.OTHER }}' } }]
`;
const caller = (secrets: string) => `on: push
jobs:
  call:
    uses: ./.github/workflows/called.yml
    secrets: ${secrets}
`;

test.each([
  [
    'inherit',
    ['TOKEN', 'SPARE?', 'OTHER'].map((each) => `${each} .github/workflows/called.yml:9 production+repository`),
  ],
  [
    '{ TOKEN: "${{ secrets.MINE }}" }',
    [
      `MINE ${flow}:5 +repository`,
      'SPARE? .github/workflows/called.yml:9 production',
      'OTHER .github/workflows/called.yml:9 production',
    ],
  ],
])('a called workflow sees what it is handed: %s', async (secrets, expected) => {
  const found = await asked({ [flow]: caller(secrets), '.github/workflows/called.yml': called });
  expect(found).toEqual(expected);
});

test('a workflow that others call alone asks for nothing of ours, and one that calls itself ends', async () => {
  expect(await asked({ '.github/workflows/called.yml': called })).toEqual([]);
  const itself = caller('inherit').replace('called.yml', 'deploy.yml');
  expect(await asked({ [flow]: itself })).toEqual([]);
});

test('fly.toml gives names, and asks for what it mounts', async () => {
  const text = `app = 'shop'
[env]
  LEVEL = 'info'
  PORT = '3000'
[[files]]
  guest_path = '/key'
  secret_name = 'SIGNING_KEY'
[experimental.attached.secrets.export]
  OURS = 'THEIRS'
`;
  const { asks, given } = await scan({ 'fly.production.toml': text, Dockerfile: 'FROM x\nENV A=1 B=2\nENV C 3\n' });
  expect(asks.map(words)).toEqual([
    'SIGNING_KEY fly.production.toml:7 fly shop',
    'OURS? fly.production.toml:9 fly shop',
    'THEIRS? fly.production.toml:9 fly shop',
  ]);
  expect(given.map(({ name, line, fly }) => [name, line, fly?.app])).toEqual([
    ['A', 2, undefined],
    ['B', 2, undefined],
    ['C', 3, undefined],
    ['LEVEL', 3, 'shop'],
    ['PORT', 4, 'shop'],
  ]);
});

test('source asks in every way that it has, and not in comments and strings', async () => {
  const text = `// process.env.COMMENT
const a = process.env.A;
const b = process.env['B'] ?? 'b';
const c = import.meta.env.C, d = Deno.env.get('D');
/* process.env.BLOCK */ say('process.env.STRING', \`\${process.env.IN_TEMPLATE}\`);
const { E, F = '1', G: own, ...rest } = process.env;
process.env.WRITTEN = 'x';
if (process.env.FLAG === '1' || process.env.CI || process.env.NODE_ENV) run(this.process.env.NOT_OURS);
const deploy = process.env.FLY_API_TOKEN, region = process.env.FLY_REGION;
const late = process.env[name], either = process.env.EITHER || 'x', lone = globalThis.process?.env?.LONE;
`;
  const { asks, given } = await scan({ 'src/a.ts': text });
  expect(asks.map(({ name, line, isOptional }) => `${name}${isOptional ? '?' : ''} ${line}`)).toEqual([
    'A 2',
    'B? 3',
    'C 4',
    'D 4',
    'IN_TEMPLATE 5',
    'E 6',
    'F? 6',
    'G 6',
    'FLAG? 8',
    'FLY_API_TOKEN 9',
    'EITHER? 10',
    'LONE 10',
  ]);
  expect(given).toEqual([{ name: 'WRITTEN', file: 'src/a.ts', line: 7 }]);
});

test('tests, functions of Supabase and other languages demand nothing; what programs made is not looked at', async () => {
  const one = 'x(process.env.NEEDED);\n';
  const files = {
    'src/a.test.ts': one,
    'supabase/functions/f/index.ts': "Deno.env.get('NEEDED')\n",
    'worker.py': 'os.environ["NEEDED_TOO"]\n',
    'dist/a.js': one,
    'vendor/a.js': one,
    'docs/a.md': one,
  };
  expect(await asked(files)).toEqual([
    'NEEDED? src/a.test.ts:1 process',
    'NEEDED? supabase/functions/f/index.ts:1 process',
    'NEEDED_TOO? worker.py:1 process',
  ]);
});

test('what cannot be read is a problem with its file, and the others are read', async () => {
  const { asks, problems } = await scan({
    [flow]: 'jobs: [',
    'fly.toml': 'app = ',
    'a.js': 'x(process.env.NEEDED)\n',
  });
  expect(problems.map(({ code, file }) => [code, file])).toEqual([
    ['secrets.code-unreadable', flow],
    ['secrets.code-unreadable', 'fly.toml'],
  ]);
  expect(asks.map(({ name }) => name)).toEqual(['NEEDED']);
});

test('a file that git does not track asks for nothing', async () => {
  workspace = await createWorkspace();
  await workspace.put('a.js', 'x(process.env.NEEDED)\n');
  expect((await scanCode(workspace.context())).asks).toEqual([]);
});
