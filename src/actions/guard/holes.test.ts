import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { branch, createGuardCase, policy, type GuardCase } from './testing/case.ts';

/** Twelve ways in which a guard of this kind never fired, each planted and found. */
let at: GuardCase;
beforeEach(async () => (at = await createGuardCase()));
afterEach(async () => at.remove());

const reason = 'Renames the tiles in one go, since half of them renamed do not compile.';

async function ask(block: Readonly<Record<string, string>>, name = 'wide-change'): Promise<void> {
  const lines = Object.entries({ expires: '2025-10-20', approver: 'manager', commit: await at.head(), ...block });
  const text = lines.map(([key, value]) => `${key}: ${value}\n`).join('');
  await at.put('.git/pull.md', `Fixes #1\n\n\`\`\`${name}\n${text}\`\`\`\n`);
}

async function widely(files: number): Promise<void> {
  await at.change(Object.fromEntries(Array.from({ length: files }, (_, n) => [`app/w${n}.ts`, 'w\n'])));
}

describe('a guard that once never fired', () => {
  it('lets a change pass that stays inside its order', async () => {
    await at.change({ 'app/a.ts': 'export const a = 2;\n', 'docs/runbooks/a.md': '# A\n' });
    expect(await at.guard()).toMatchObject({ verdict: 'verified' });
  });

  it('1: a detached HEAD is no name that passes', async () => {
    await at.change({ 'app/a.ts': 'x\n' });
    await at.git('checkout', '--quiet', '--detach');
    await expect(at.guard()).rejects.toMatchObject({ data: { code: 'guard.branch-unknown' } });
    expect(await at.rules({ branch: 'HEAD' })).toEqual(['branch-name']);
    expect(await at.rules({ branch })).toEqual([]);
  });

  it.each(['main', 'batch', 'feature/x', 'x/batch-20251017T033137Z/devops', `${branch}\n`])(
    '2: no branch is left out: %j has no name that is known',
    async (name) => {
      await at.change({ 'app/a.ts': 'x\n' });
      expect(await at.rules({ branch: name })).toEqual(['branch-name']);
    },
  );

  it('3: what people write instead of the name is refused, and told the name', async () => {
    await at.change({ 'app/a.ts': 'x\n' });
    const outcome = await at.guard({ branch: 'batch-20251019/slug' });
    expect(outcome).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('batch-20251019/slug') });
    expect(outcome.fix).toContain('git branch --move');
  });

  it.each([
    'This is NOT a wide-change; no justification needed.',
    '<describe why this change is wide, in forty characters>',
    'TODO: write down why this change has to be so wide here',
    'because because because because because because because',
    'too short',
  ])('4: the words %j allow nothing', async (words) => {
    await widely(8);
    await ask({ reason: words, cap: '20' });
    expect(await at.rules({ labels: ['wide-change'] })).toEqual(['files', 'wide-change-field']);
    await at.put('.git/pull.md', `Fixes #1\n${words}\n`);
    expect(await at.rules({ labels: ['other'] })).toEqual(['files']);
  });

  it('4: label, approver, expiry, cap and commit all count, and then it passes', async () => {
    await widely(8);
    const labels = ['wide-change'];
    await ask({ reason, cap: '20' });
    expect(await at.rules({ labels })).toEqual([]);
    expect(await at.rules({ labels: ['other'] })).toEqual(['files', 'wide-change-field']);
    expect(await at.rules({ labels, author: 'manager' })).toEqual(['files', 'wide-change-field']);
    expect((await at.guard({ labels }, '2025-10-21T00:00:00Z')).verdict).toBe('failed');
    await ask({ reason, cap: '7' });
    expect(await at.rules({ labels })).toEqual(['files']);
    const bad = [
      { reason, cap: '101' },
      { reason, cap: '20', approver: 'dev' },
      { reason, cap: '20', expires: '2026-10-20' },
      { reason, cap: '20', commit: '0'.repeat(40) },
      { reason, cap: '20', more: 'x' },
    ];
    for (const block of bad) {
      await ask(block);
      expect({ block, rules: await at.rules({ labels }) }).toEqual({ block, rules: ['files', 'wide-change-field'] });
    }
    await ask({ reason, cap: '20' });
    await at.change({ 'app/one-more.ts': 'x\n' });
    expect(await at.rules({ labels })).toEqual(['files', 'wide-change-field']);
  });

  it('5: the head is not held to what it says itself', async () => {
    await widely(8);
    await at.change({
      'guard.policy.yaml': policy.replace('files: 5', 'files: 9999'),
      '.github/workflows/check-ci-guardrails.yml': 'jobs: {}\n',
    });
    expect(await at.rules()).toEqual(['files', 'new-top-folders', 'paths', 'policy-change']);
  });

  it('5: a change of the policy needs an owner’s word, and is then still held to the old one', async () => {
    await at.git('checkout', '--quiet', '-b', 'chore/policy');
    await at.change({ 'guard.policy.yaml': policy.replace('files: 5', 'files: 6') });
    expect(await at.rules()).toEqual(['policy-change']);
    await ask({ reason: 'Six files a change: the tiles come with a test and a fixture each.' }, 'policy-change');
    expect(await at.rules({ labels: ['policy-change'] })).toEqual([]);
  });

  it('5: a branch from before the policy was tightened is held to nothing old', async () => {
    await at.change({ 'app/a.ts': 'x\n' });
    await at.git('checkout', '--quiet', 'main');
    await at.change({ 'guard.policy.yaml': policy.replace('files: 5', 'files: 1') });
    await at.git('checkout', '--quiet', branch);
    expect(await at.rules()).toEqual(['policy-outdated']);
  });

  it('6: a stray document is found though nothing is staged', async () => {
    await at.change({ 'app/STRAY.md': '# Stray\n' });
    expect(await at.git('diff', '--cached', '--name-only')).toBe('');
    expect(await at.rules()).toEqual(['docs']);
  });

  it('7: globs are real, Markdown and deletions are looked at, both sides of a rename too', async () => {
    await at.change({ 'app/routes/api/x.ts': 'x\n', 'app/(group)/$id+.tsx': 'x\n' });
    expect(await at.rules()).toEqual([]);
    await at.git('mv', 'lib/b.ts', 'app/b.ts');
    await at.change({ 'docs/specs.md': '# S\n' });
    expect((await at.guard()).findings?.map(({ rule, file }) => [rule, file])).toEqual([
      ['guard.paths', 'docs/specs.md'],
      ['guard.paths', 'lib/b.ts'],
    ]);
  });

  it('8: a key that is named is none, one that stands there is, in whatever folder', async () => {
    await at.change({ 'docs/runbooks/keys.md': 'Set PUBLER_API_KEY and sk_live_… in the vault.\n' });
    expect(await at.rules()).toEqual([]);
    const key = `${['sk', 'live'].join('_')}_9fK2mQ7xW4vB8nR3tY6uZ1aS`;
    await at.change({ 'app/a.ts': `const password="hunter2"; const key = "${key}";\n`, 'app/sub/vault/x.txt': 'x\n' });
    expect((await at.guard()).findings?.map(({ rule, file, line }) => [rule, file, line])).toEqual([
      ['guard.forbidden', 'app/sub/vault/x.txt', 1],
      ['guard.secret', 'app/a.ts', 1],
    ]);
    // Taken away again it is no finding: it never was on the base.
    await at.change({ 'app/a.ts': 'export const a = 1;\n', 'app/sub/vault/x.txt': undefined });
    expect(await at.rules()).toEqual([]);
  });

  it('8: a base that cannot be fetched is no base to be quiet about', async () => {
    await at.change({ 'app/a.ts': 'x\n' });
    await expect(at.guard({ base: 'origin/main' })).rejects.toMatchObject({ data: { code: 'guard.base-unknown' } });
  });

  it('9: rules for secrets are loaded, and comments do not switch them off', async () => {
    const token = `${['xox', 'b'].join('')}-123456789012-1234567890123-abcdefghijklmnopqrstuvwx`;
    await at.change({ 'app/a.ts': `// secretlint-disable\nconst t = "${token}"; // REDACTED\n` });
    expect((await at.guard()).findings?.map(({ rule, line }) => [rule, line])).toEqual([['guard.secret', 2]]);
  });

  it('9: what a commit says is looked at too', async () => {
    await at.put('app/a.ts', 'x\n');
    const url = `${['postgres', '://app'].join('')}:9fK2mQ7xW4vB8nR3@db.hotdash.example:5432/postgres`;
    await at.git('commit', '--all', '--quiet', '-m', `Connect to ${url}`);
    expect(await at.rules()).toEqual(['secret']);
  });

  it('10: what a pull request says is read as data', async () => {
    await at.change({ 'app/a.ts': 'x\n' });
    await at.put('.git/pull.md', 'Fixes #1 $(touch pwned) `touch pwned`\n```wide-change\n!!js/function x\n```\n');
    expect(await at.rules()).toEqual(['wide-change-field']);
    await expect(at.text('pwned')).rejects.toThrow('ENOENT');
  });

  it('11: a rename is two files, however many there are', async () => {
    await at.git('checkout', '--quiet', 'main');
    await at.change(Object.fromEntries(Array.from({ length: 3 }, (_, n) => [`app/r${n}.ts`, `${n}\n`.repeat(20)])));
    await at.git('checkout', '--quiet', '-B', branch);
    for (const n of [0, 1, 2]) await at.git('mv', `app/r${n}.ts`, `app/s${n}.ts`);
    await at.commit();
    await at.git('config', 'diff.renames', 'copies');
    expect(await at.guard()).toMatchObject({ facts: { files: { againstTheCap: 6 } } });
    expect(await at.rules()).toEqual(['files']);
  });

  it('12: a budget is a number that is measured: the order’s, where it is less than the policy’s', async () => {
    await at.git('checkout', '--quiet', 'main');
    const stricter = (await at.text('docs/directions/devops.md')).replace('≤ 50 files', '≤ 2 files');
    await at.change({ 'docs/directions/devops.md': stricter });
    await at.git('checkout', '--quiet', '-B', branch);
    await widely(3);
    const outcome = await at.guard();
    expect(outcome.table?.rows).toEqual([['files', '', '2', '3', expect.stringContaining('manager')]]);
  });
});
