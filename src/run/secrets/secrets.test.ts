import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineCheck, type Action, type Needs } from '../../core/action.ts';
import { systemClock } from '../../core/clock.ts';
import { Failure, type FailureData } from '../../core/failure.ts';
import { secret, secretNamesIn } from '../../core/secret-reference.ts';
import { createVault } from '../../services/dotenv/vault.ts';
import { callAction } from '../one-action.ts';
import type { RunSetup } from '../setup.ts';
import { start } from '../testing/start.ts';
import { createWorkspace, direction, type TestWorkspace } from '../testing/workspace.ts';

let workspace: TestWorkspace | undefined;
afterEach(() => workspace?.remove());

/** A workspace whose vault is ignored by git, with these files in it. */
function given(bindings: string, vault: Readonly<Record<string, string>> = {}): TestWorkspace {
  const files = { 'launch.md': direction(['One', 'Two']), 'launch.bindings.yaml': bindings, '.gitignore': 'vault/\n' };
  workspace = createWorkspace(files);
  for (const [path, text] of Object.entries(vault)) put(workspace, `vault/${path}`, text);
  return workspace;
}

function put(place: TestWorkspace, path: string, text: string): void {
  mkdirSync(dirname(join(place.root, path)), { recursive: true });
  writeFileSync(join(place.root, path), text);
  chmodSync(join(place.root, path), 0o600);
}

/** Prints the credential by a child, into its output and into its words, and says it as its reason. */
function action(id: string, needs: Needs['secrets'], name: string): Action {
  return defineCheck({
    id,
    summary: 'Use a credential carelessly',
    effects: 'none',
    needs: { tools: ['sh'], ...(needs === undefined ? {} : { secrets: needs }) },
    recognises: [],
    input: z.strictObject({}),
    check: async (context) => {
      const token = await context.secret(secret(name));
      await context.exec({ program: 'sh', args: ['-c', 'echo $T; cat vault/other.env; exit 1'], env: { T: token } });
      await context.keep('kept.txt', `it is ${token.reveal()}`);
      context.say(`it is ${token.reveal()}`);
      return { verdict: 'failed', reason: `${token.reveal()} was refused` };
    },
  });
}

const actions: Action[] = [
  action('api.check', ['api_token'], 'api_token'),
  action('api.configured', secretNamesIn, 'publer_api_key'),
  action('api.both', ['api_token', 'publer_api_key'], 'api_token'),
];
/** Prints the vault's other files, as they are and encoded, by a child that reads what is piped to it. */
const printer = defineCheck({
  id: 'api.others',
  summary: 'Print what is no .env',
  effects: 'none',
  needs: { tools: ['sh'] },
  recognises: [],
  input: z.strictObject({}),
  check: async (context) => {
    const read = (path: string): string => readFileSync(join(context.root, 'vault', path), 'utf8');
    const all = ['google/account.json', 'tls/server.key', 'kube/config'].map(read).join('\n');
    const words = `${all} xyzzy-plugh-3 wherefore-art-4 ${Buffer.from('xyzzy-plugh-3').toString('base64')}`;
    const { stdout } = await context.exec({ program: 'sh', args: ['-c', 'cat'], stdin: words });
    await context.keep('kept.txt', words);
    for (const line of words.split('\n')) context.say(line);
    return { verdict: 'failed', reason: `${stdout} was refused`, facts: { words } };
  },
});
actions.push(printer);
const catalogue = {
  ids: actions.map(({ id }) => id),
  load: async (id: string) => actions.find((each) => each.id === id),
};

function setupOf(place: TestWorkspace, settings?: unknown): Partial<RunSetup> {
  const options = { root: place.root, settings: { kind: 'dotenv', folder: 'vault' } as const };
  const vault = createVault({ ...options, environments: ['staging', 'production'] });
  return { catalogue, vault, workspace: { ...place, settings: (area) => (area === 'api' ? settings : undefined) } };
}

async function refusal(place: TestWorkspace, setup: Partial<RunSetup>): Promise<Failure> {
  const outcome = await start(place, setup).catch((error: unknown) => error);
  if (outcome instanceof Failure) return outcome;
  throw new Error('it ran');
}

const problemsOf = ({ data }: Failure): readonly FailureData[] => data.problems ?? [data];

describe('what is missing', () => {
  const both =
    'tasks:\n  - task: One\n    run: api.both env=staging\n  - task: Two\n    run: api.both env=production\n';
  it('is named all at once, with who needs it, before anything has changed', async () => {
    const place = given(both, { 'api_token_staging.env': 'A=abcdefgh-token\n' });
    const before = place.git('status', '--porcelain');
    const failure = await refusal(place, setupOf(place));
    expect(failure.exitCode).toBe(3);
    expect(problemsOf(failure).map(({ code, what }) => `${code}: ${what}`)).toEqual([
      'secrets.missing: The secret api_token of production is not in the vault',
      'secrets.missing: The secret publer_api_key of production is not in the vault',
      'secrets.missing: The secret publer_api_key of staging is not in the vault',
    ]);
    expect(problemsOf(failure)[0]?.why).toBe('it is kept for staging alone; api.both needs it');
    expect(place.git('status', '--porcelain').replace(/.*prestage\.keys\n/, '')).toBe(before);
  });
  it('can be what the settings of the area refer to', async () => {
    const place = given('tasks:\n  - task: One\n    run: api.configured env=staging\n');
    const failure = await refusal(place, setupOf(place, { token: secret('publer_api_key') }));
    expect(failure.data.what).toBe('The secret publer_api_key of staging is not in the vault');
  });
  it('is a vault, when the config names none', async () => {
    const place = given('tasks:\n  - task: One\n    run: api.check\n');
    expect((await refusal(place, { catalogue })).data).toMatchObject({ code: 'secrets.no-vault' });
  });
  it('keeps no run from starting that needs no secret', async () => {
    const place = given('tasks:\n  - task: One\n    person: QA\n');
    expect((await start(place, setupOf(place))).record.verdict).toBe('unknown');
  });
});

describe('a vault that is not in order', () => {
  it('stops every run: what cannot be read cannot be kept out of evidence', async () => {
    const place = given('tasks:\n  - task: One\n    person: QA\n', {
      'a.env': 'export A=swordfish\n',
      'b.env': 'B=a b\n',
    });
    const problems = problemsOf(await refusal(place, setupOf(place)));
    expect(problems.map(({ code }) => code)).toEqual(['secrets.env-export', 'secrets.env-space-inside']);
  });
  it.each([
    ['tracked', (place: TestWorkspace) => place.git('add', '--force', 'vault/a.env')],
    ['not ignored', (place: TestWorkspace) => place.write('.gitignore', '')],
  ])('stops a run when it is %s', async (_how, spoil) => {
    const place = given('tasks:\n  - task: One\n    person: QA\n', { 'a.env': 'A=swordfish\n' });
    spoil(place);
    expect((await refusal(place, setupOf(place))).data).toMatchObject({
      code: 'secrets.not-ignored',
      file: 'vault/a.env',
    });
  });
});

describe('what a run lets out', () => {
  const vault = {
    'api_token_staging.env': 'T=correct-horse-1\n',
    'other.env': 'O=battery-staple-2\n',
    'pin.env': 'P=1234\n',
  };
  const bindings = 'tasks:\n  - task: One\n    run: api.check env=staging\n';
  it('is no value of the vault, asked for or not', async () => {
    const place = given(bindings, vault);
    const { record, folder, events } = await start(place, setupOf(place));
    expect(record.tasks[0]?.reason).toContain('[redacted:api_token:staging] was refused');
    const kept = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = kept.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    expect([...texts, JSON.stringify(events)].filter((text) => /correct-horse|battery-staple/.test(text))).toEqual([]);
    expect(texts.some((text) => text.includes('[redacted:other]'))).toBe(true);
  });
  it('is nothing that other files of the vault hold: accounts, keys, tokens', async () => {
    const key = `-----BEGIN PRIVATE KEY-----\n${'QUJDREVGR0hJSktMTU5PUA'.repeat(3)}\n-----END PRIVATE KEY-----\n`;
    const account = JSON.stringify({ type: 'service_account', private_key: key, nested: [{ pass: 'xyzzy-plugh-3' }] });
    const place = given(bindings.replace('api.check', 'api.others'), {
      'api_token_staging.env': 'T=correct-horse-1\n',
      'google/account.json': account,
      'tls/server.key': 'Zm9vYmFyYmF6cXV1eA\nc2Vjb25kbGluZQ0123\n',
      'kube/config': 'users:\n  token: "wherefore-art-4"\n',
      'blob.p12': 'a\0b',
    });
    const { folder, events, record } = await start(place, setupOf(place));
    const kept = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = kept.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    const secretParts = /xyzzy-plugh|QUJDREVG|Zm9vYmFy|c2Vjb25k|wherefore-art|eHl6enktcGx1Z2/;
    expect(texts.filter((text) => secretParts.test(text))).toEqual([]);
    expect(JSON.stringify(events)).not.toMatch(secretParts);
    expect(texts.some((text) => text.includes('[redacted:account.json]') && text.includes('service_account'))).toBe(
      true,
    );
    expect(record.tasks[0]?.redactions?.names['server.key']).toBeGreaterThan(1);
    const [opened] = events.filter((event) => event.kind === 'run.opened');
    const unread = opened?.warnings.filter(({ rule }) => rule.startsWith('secrets.'));
    expect(unread?.map(({ rule, file }) => `${rule} ${file}`)).toEqual(['secrets.not-read vault/blob.p12']);
  });
  it('is warned of where a value is too short to be looked for', async () => {
    const place = given(bindings, vault);
    const { events } = await start(place, setupOf(place));
    const [opened] = events.filter((event) => event.kind === 'run.opened');
    expect(opened?.warnings).toContainEqual(
      expect.objectContaining({ rule: 'secrets.not-redacted', severity: 'warning', file: 'vault/pin.env', line: 1 }),
    );
  });
});

const call = (place: TestWorkspace, said: string[] = []) => {
  const { vault } = setupOf(place);
  const input = {};
  const childEnv = { PATH: process.env['PATH'] ?? '' };
  const [check = actions[0]] = actions;
  if (check === undefined) throw new Error('no action');
  const say = (line: string) => said.push(line);
  return callAction(
    { workspace: place, action: check, input, environment: 'staging', childEnv, clock: systemClock, say, vault },
    false,
  );
};

describe('an action by itself', () => {
  it('gets its credential, and what it says is redacted', async () => {
    const place = given('tasks: []\n', { 'api_token_staging.env': 'T=correct-horse-1\n' });
    const said: string[] = [];
    expect(await call(place, said)).toMatchObject({
      kind: 'done',
      outcome: { reason: '[redacted:api_token:staging] was refused' },
    });
    expect(said).toEqual(['it is [redacted:api_token:staging]']);
  });
  it('does not start without it', async () => {
    await expect(call(given('tasks: []\n'))).rejects.toMatchObject({ data: { code: 'secrets.missing' } });
  });
});
