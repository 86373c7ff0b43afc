import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { json, serve, stopServers } from '../../../src/services/http/testing/servers.ts';
import { workspaceWith, type Ended, type HealthWorkspace } from './workspace.ts';

const workspaces: HealthWorkspace[] = [];
afterEach(async () => {
  for (const workspace of workspaces.splice(0)) workspace.remove();
  await stopServers();
});

function given(checks: object): HealthWorkspace {
  // What a config may say wrongly has no type.
  const workspace = workspaceWith(JSON.parse(JSON.stringify({ checks })));
  workspaces.push(workspace);
  return workspace;
}

const failureIn = ({ out }: Ended): Record<string, string> => JSON.parse(out).error;

async function refusal(check: object): Promise<Record<string, string>> {
  const ended = await given({ site: { kind: 'http', url: 'https://x.test', ...check } }).prestage(
    'check',
    '--env',
    'staging',
    '--json',
  );
  expect(ended.code).toBe(3);
  return failureIn(ended);
}

describe('a config that cannot be meant', () => {
  it.each([
    ['a path that cannot be read', { at: '$.a[', is: 1 }, 'conditions.0.at', 'unclosed'],
    ['an operator that there is none of', { at: '$.a', iss: 1 }, 'conditions.0.iss', 'Did you mean `is`?'],
    ['nothing that is asked', { at: '$.a' }, 'conditions.0', 'needs one of is, isNot'],
    ['two conditions in one', { at: '$.a', is: 1, all: [] }, 'conditions.0', 'all'],
    ['one value asked of several places', { at: '$.a[*]', is: 1 }, 'conditions.0', 'use `forEach`'],
    ['an expression that cannot be read', { at: '$.a', matches: '(' }, 'conditions.0.matches', 'regular expression'],
    ['half of a forEach', { forEach: '$.a' }, 'conditions.0', 'belong together'],
    ['deep within', { any: [{ none: [{ at: 'a.b', is: 1 }] }] }, 'conditions.0.any.0.none.0.at', 'pointers must start'],
  ])('has %s', async (_, condition, place, words) => {
    const failure = await refusal({ steps: [{ conditions: [condition] }] });
    const text = JSON.stringify(failure);
    expect(text).toContain(`health.checks.site.steps.0.${place}`);
    expect(text).toContain(words);
    expect(failure['fix']).not.toBe('');
  });
  it.each([
    [{ kind: 'htp' }, 'health.checks.site.kind'],
    [{ url: 'https://me:word@x.test' }, 'health.checks.site.url'],
    [{ steps: [{ path: '/{id}' }] }, 'health.checks.site.steps.0'],
  ])('%j', async (check, place) => {
    expect(JSON.stringify(await refusal(check))).toContain(place);
  });
});

describe('a call that cannot be meant', () => {
  it('names a check that there is none of', async () => {
    const ended = await given({ chatwoot: { kind: 'http', url: 'https://x.test' } }).prestage(
      'check',
      '--env',
      'staging',
      '--checks',
      'chatwot',
      '--json',
    );
    expect(ended.code).toBe(64);
    expect(failureIn(ended)).toMatchObject({ code: 'health.unknown-check', fix: 'Did you mean `chatwoot`?' });
  });
  it('names a check of another environment', async () => {
    const checks = { chatwoot: { kind: 'http', url: 'https://x.test', environments: ['production'] } };
    const ended = await given(checks).prestage('check', '--env', 'staging', '--checks', 'chatwoot', '--json');
    expect([ended.code, failureIn(ended)['code']]).toEqual([64, 'health.not-here']);
  });
  it('names no environment, or one that there is none of', async () => {
    const workspace = given({ site: { kind: 'http', url: 'https://x.test' } });
    expect((await workspace.prestage('check')).code).toBe(64);
    const ended = await workspace.prestage('check', '--env', 'stagin', '--json');
    expect([ended.code, failureIn(ended)['fix']]).toEqual([64, 'Did you mean `staging`?']);
  });
  it('asks for what is not configured: no data is never green', async () => {
    const workspace = given({});
    const ended = await workspace.prestage('check', '--env', 'staging');
    expect(ended.code).toBe(2);
    expect(ended.out).toContain('no check is configured for staging');
    expect(existsSync(join(workspace.root, 'artifacts'))).toBe(false);
  });
});

it('an archive that cannot be written is no green check', async () => {
  const { url } = await serve(json({}));
  const workspace = given({ site: { kind: 'http', url } });
  mkdirSync(join(workspace.root, 'artifacts/ops'), { recursive: true });
  writeFileSync(join(workspace.root, 'artifacts/ops/health'), 'a file where a folder is needed');
  const ended = await workspace.prestage('check', '--env', 'staging');
  expect(ended.code).toBe(3);
  expect(ended.err).toContain('artifacts/ops/health/staging');
  expect(ended.out).not.toContain('verified');
  rmSync(join(workspace.root, 'artifacts/ops/health'));
  expect((await workspace.prestage('check', '--env', 'staging')).code).toBe(0);
});
