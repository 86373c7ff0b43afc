import { rm } from 'node:fs/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRedactor } from '../../evidence/redact.ts';
import { systemClock } from '../../core/clock.ts';
import { createExec } from '../../services/process/exec.ts';
import { check } from '../testing/workspace.ts';
import { guardCheck } from './check.ts';
import { branch, createGuardCase, policy, rulesOf, type GuardCase } from './testing/case.ts';

/** What cannot be told apart from a pass is refused. */
let at: GuardCase;
beforeEach(async () => {
  at = await createGuardCase();
  await at.change({ 'app/a.ts': 'x\n' });
});
afterEach(async () => at.remove());

const code = (name: string): object => ({ data: { code: `guard.${name}` } });

async function event(payload: object): Promise<string> {
  await at.put('.git/event.json', JSON.stringify(payload));
  return '.git/event.json';
}

describe('guard.check refuses', () => {
  it('what has no base, no such base, or a base that has nothing in common', async () => {
    await expect(at.guard({ base: undefined })).rejects.toMatchObject(code('base-unknown'));
    await expect(at.guard({ base: '--all' })).rejects.toMatchObject(code('base-unknown'));
    await at.git('checkout', '--quiet', '--orphan', 'other');
    await at.commit();
    await expect(at.guard({ base: 'main' })).rejects.toMatchObject(code('unrelated'));
  });

  it('a history that is cut off', async () => {
    await at.git('clone', '--quiet', '--depth', '1', `file://${at.root}`, '.git/shallow');
    const context = at.context({ exec: async (command) => at.exec({ ...command, cwd: '.git/shallow' }) });
    await expect(check(guardCheck, context, { base: 'HEAD', branch })).rejects.toMatchObject(code('shallow'));
  });

  it('a merge queue, and an event that is none', async () => {
    await expect(at.guard({ event: await event({ merge_group: { head_sha: 'a' } }) })).rejects.toMatchObject(
      code('event-of-queue'),
    );
    await expect(at.guard({ event: await event({}) })).rejects.toMatchObject(code('event-without-pull-request'));
    await expect(at.guard({ event: '/nowhere/event.json' })).rejects.toMatchObject(code('event-unreadable'));
  });

  it('a head that is not the event’s, and judges the event’s own', async () => {
    const [head, base] = [await at.head(), (await at.git('rev-parse', 'main')).trim()];
    const pull = { title: 't', body: 'Fixes #1', labels: [], user: { login: 'dev' } };
    const payload = { pull_request: { ...pull, head: { ref: branch, sha: head }, base: { ref: 'main', sha: base } } };
    await at.git('checkout', '--quiet', 'main');
    const given = { event: await event(payload), text: undefined, base: undefined };
    expect(await at.guard(given)).toMatchObject({ verdict: 'verified', facts: { head, branch } });
    await expect(at.guard({ ...given, head: 'main' })).rejects.toMatchObject(code('other-head'));
  });

  it('a base without a policy, even when the head brings one', async () => {
    await at.git('checkout', '--quiet', 'main');
    await at.change({ 'guard.policy.yaml': undefined });
    await at.git('checkout', '--quiet', '-b', 'late');
    await at.change({ 'guard.policy.yaml': policy });
    await expect(at.guard()).rejects.toMatchObject(code('no-policy'));
  });

  it('a credential that was redacted on its way from git', async () => {
    const token = `${['gh', 'p'].join('')}_9fK2mQ7xW4vB8nR3tY6uZ1aS5dG0hJkLpO8i`;
    await at.change({ 'app/a.ts': `x\nconst t = '${token}';\nconst m = '[redacted:github-token]';\n` });
    const env = { PATH: process.env['PATH'] ?? '', HOME: at.root };
    const exec = createExec({ root: at.root, env, redactor: createRedactor([]), clock: systemClock });
    const outcome = await check(guardCheck, at.context({ exec }), { base: 'main', text: '.git/pull.md' });
    expect(outcome.findings?.map(({ rule, line }) => [rule, line])).toEqual([['guard.secret', 2]]);
  });

  it('names that cannot be read, links, and submodules', async () => {
    await at.put('app/new\nline.ts', 'x\n');
    await at.put('app/"q" -ü.ts', 'x\n');
    await at.git('update-index', '--add', '--cacheinfo', `160000,${await at.head()},app/module`);
    await at.git(
      'update-index',
      '--add',
      '--cacheinfo',
      `120000,${(await at.git('rev-parse', 'HEAD:app/a.ts')).trim()},app/link`,
    );
    await at.git('add', 'app');
    await at.git('commit', '--quiet', '-m', 'odd');
    await rm(`${at.root}/app/module`, { recursive: true, force: true });
    const found = (await at.guard()).findings?.map(({ rule, file }) => [rule.replace('guard.', ''), file]);
    expect(found).toContainEqual(['name', 'app/new\nline.ts']);
    expect(found).not.toContainEqual(['paths', 'app/"q" -ü.ts']);
  });
});

describe('the policy', () => {
  it('of a head never loosens what the head is held to', async () => {
    await at.change({ 'lib/b.ts': 'outside\n', 'app/STRAY.md': '# S\n' });
    const strict = await at.rules();
    expect(strict).toEqual(['docs', 'paths']);
    const loosening = fc.record({ files: fc.nat(99_999), globs: fc.constantFrom('**', 'lib/**'), text: fc.string() });
    await fc.assert(
      fc.asyncProperty(loosening, async ({ files, globs, text }) => {
        const loose = policy.replace('files: 5', `files: ${files}`).replace('docs: [', `docs: ['${globs}', `);
        await at.change({
          'guard.policy.yaml': `${loose}# ${JSON.stringify(text)}\n`,
          'docs/directions/devops.md': text,
        });
        expect(rulesOf(await at.guard())).toEqual([...strict, 'policy-change'].toSorted());
      }),
      { numRuns: 5 },
    );
  });
});
