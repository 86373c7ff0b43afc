import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineCheck, type Catalogue } from '../core/action.ts';
import { systemClock } from '../core/clock.ts';
import { Failure } from '../core/failure.ts';
import { secret } from '../core/secret-reference.ts';
import type { Workspace } from '../core/workspace.ts';
import { createWorkspace, direction, type TestWorkspace } from '../run/testing/workspace.ts';
import { rehearse, type Rehearsal } from './rehearse.ts';

let workspace: TestWorkspace | undefined;
afterEach(() => workspace?.remove());

const canary = 'canary-of-the-real-vault';

/** What the actions of a rehearsal were handed, by name and environment. */
const handed = new Map<string, string>();

const check = (id: string, names: readonly string[]) =>
  defineCheck({
    id,
    summary: 'Look at credentials',
    effects: 'none',
    needs: { secrets: names },
    recognises: [],
    input: z.strictObject({}),
    check: async ({ secret: resolve, environment, exec }) => {
      for (const name of names) {
        const token = await resolve(secret(name));
        handed.set(`${name} ${environment ?? ''}`.trim(), token.reveal());
        await exec({ program: 'sh', args: ['-c', 'echo "$TOKEN"'], env: { TOKEN: token } });
      }
      return { verdict: 'verified' };
    },
  });
const actions = [check('api.check', ['publer_api_key']), check('fly.check', ['fly_api_token'])];
const catalogue: Catalogue = {
  ids: actions.map(({ id }) => id),
  load: async (id) => actions.find((action) => action.id === id),
};

const bindings = `tasks:
  - task: One
    run: api.check env=staging
  - task: Two
    run: api.check env=prod
  - task: Three
    run: fly.check
`;

function given(ignored = 'vault/\n', tasks = bindings): TestWorkspace {
  handed.clear();
  workspace = createWorkspace({
    'launch.md': direction(['One', 'Two', 'Three']),
    'launch.bindings.yaml': tasks,
    '.gitignore': `${ignored}.prestage/\n`,
  });
  return workspace;
}

/** As a config with a vault and a reference gives it, for the workspace and for its copy. */
function opened(root: string, vault: object = { kind: 'dotenv', folder: 'vault' }): Workspace {
  const sections: Record<string, unknown> = {
    vault,
    probes: { chatwoot: { token: secret('chatwoot_super_admin.password') } },
  };
  const environments = { staging: { production: false }, production: { production: true } };
  const config = { rehearse: ['launch.md'], environments, rehearsal: {}, ...sections };
  return { root, config, settings: (area) => sections[area] };
}

function rehearsed({ root }: TestWorkspace, vault?: object): Promise<Rehearsal> {
  return rehearse({
    workspace: opened(root, vault),
    load: async (copy) => opened(copy, vault),
    files: [],
    selection: {},
    catalogue,
    clock: systemClock,
    watch: () => undefined,
    version: '0.0.0',
    env: process.env,
    node: process.execPath,
  });
}

function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** A pipe in the place of a credential: the other end lets go of it, and says so, as soon as anybody opens it. */
function trap(path: string): { readonly sprung: () => boolean; readonly disarm: () => void } {
  execFileSync('mkfifo', ['-m', '600', path]);
  const child = spawn('sh', ['-c', 'echo A=b > "$1"; touch "$1.opened"', 'sh', path], { stdio: 'ignore' });
  return { sprung: () => existsSync(`${path}.opened`), disarm: () => child.kill('SIGKILL') };
}

describe('the vault of a rehearsal', () => {
  it('holds a made-up credential for every name that is referred to or needed', async () => {
    const { folder, runs, failure } = await rehearsed(given());
    expect(failure).toBeUndefined();
    expect(runs[0]?.record.tasks.map(({ verdict }) => verdict)).toEqual(['verified', 'verified', 'verified']);
    expect(filesIn(join(folder, 'vault')).toSorted()).toEqual([
      'chatwoot_super_admin_production.env',
      'chatwoot_super_admin_staging.env',
      'fly_api_token.env',
      'publer_api_key_production.env',
      'publer_api_key_staging.env',
    ]);
    expect(new Set(handed.values()).size).toBe(3);
    for (const value of handed.values()) expect(value).toMatch(/^rehearsal-[0-9a-f]{48}$/);
  });
  it('is made up where the vault is a command, too, and the command is not run', async () => {
    const own = given();
    const ran = join(own.root, '.prestage-command-ran');
    const { runs } = await rehearsed(own, { kind: 'exec', command: ['sh', '-c', `touch '${ran}'; echo '{}'`] });
    expect(runs[0]?.record.tasks.map(({ verdict }) => verdict)).toEqual(['verified', 'verified', 'verified']);
    expect(existsSync(ran)).toBe(false);
  });
  it('is open to its owner alone, and lies outside the copy', async () => {
    const { folder, root } = await rehearsed(given());
    for (const path of filesIn(join(folder, 'vault')))
      expect(statSync(join(folder, 'vault', path)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'vault')).mode & 0o777).toBe(0o700);
    expect(existsSync(join(root, 'vault'))).toBe(false);
  });
  it('is redacted like any other', async () => {
    const { folder } = await rehearsed(given());
    const outside = filesIn(folder).filter((path) => !path.startsWith('vault/'));
    const texts = outside.map((path) => readFileSync(join(folder, path), 'latin1'));
    expect(texts.some((text) => text.includes('[redacted:publer_api_key:staging]'))).toBe(true);
    for (const value of handed.values()) expect(texts.filter((text) => text.includes(value))).toEqual([]);
  });
});

describe('the real vault', () => {
  it('is not opened by a rehearsal', async () => {
    const place = given();
    mkdirSync(join(place.root, 'vault'));
    const traps = ['publer_api_key_staging.env', 'fly_api_token.env'].map((name) =>
      trap(join(place.root, 'vault', name)),
    );
    try {
      const { runs, failure } = await rehearsed(place);
      expect(failure).toBeUndefined();
      expect(runs[0]?.record.tasks.map(({ verdict }) => verdict)).toEqual(['verified', 'verified', 'verified']);
      expect(traps.map(({ sprung }) => sprung())).toEqual([false, false]);
      // The trap works: opened once, it springs.
      readFileSync(join(place.root, 'vault/fly_api_token.env'));
      for (let tries = 0; tries < 100 && !traps[1]?.sprung(); tries += 1) await setTimeout(20);
      expect(traps.map(({ sprung }) => sprung())).toEqual([false, true]);
    } finally {
      for (const { disarm } of traps) disarm();
    }
  });
  it('is neither copied nor used, were it broken or not', async () => {
    const place = given();
    mkdirSync(join(place.root, 'vault'));
    writeFileSync(join(place.root, 'vault/publer_api_key_staging.env'), `export KEY=${canary} #\n`, { mode: 0o644 });
    const { folder, failure } = await rehearsed(place);
    expect(failure).toBeUndefined();
    expect(filesIn(folder).filter((path) => readFileSync(join(folder, path), 'latin1').includes(canary))).toEqual([]);
  });
  it.each(['tracked', 'untracked'])(
    'stops a rehearsal before it is copied, when it is %s and not ignored',
    async (how) => {
      const place = given('');
      for (const [name, text] of [
        ['publer_api_key_staging.env', `KEY=${canary}\n`],
        ['README.md', 'names alone\n'],
      ] as const)
        place.write(`vault/${name}`, text);
      if (how === 'tracked') place.git('add', '--all');
      const refusal = await rehearsed(place).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(Failure);
      expect(refusal).toMatchObject({
        data: { code: 'secrets.not-ignored', file: 'vault/publer_api_key_staging.env' },
      });
      const left = join(place.root, '.prestage');
      expect(filesIn(left).filter((path) => readFileSync(join(left, path), 'latin1').includes(canary))).toEqual([]);
    },
  );
});
