import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { check, createWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { checksProven } from './proven.ts';

const scripts = {
  'fmt:check': 'prettier --check .',
  'fmt:one': 'prettier --check README.md',
  'test:ci': 'node --test "tests/*.test.js"',
  'test:lies': 'node --test "tests/*.test.js" || true',
  'test:elsewhere': 'node --test tests/good.test.js',
  'test:vitest': 'vitest run',
  scan: 'secretlint "**/*"',
  'scan:empty': 'secretlint --secretlintrc .emptyrc.json "**/*"',
  lint: 'oxlint --deny-warnings',
  ci: 'npm run -s fmt:check && npm run -s test:ci && npm run -s scan',
  'ci:writes': 'prettier --write . && npm run -s test:ci',
  'ci:hides': 'npm run -s tidy && npm run -s fmt:check',
  tidy: 'node tidy.mjs',
  broken: 'node nowhere.js && prettier --check .',
  other: 'node -e ""',
};

const files = {
  'package.json': `${JSON.stringify({ name: 'w', private: true, scripts }, undefined, 2)}\n`,
  'README.md': '# W\n',
  '.secretlintrc.json': '{ "rules": [{ "id": "@secretlint/secretlint-rule-preset-recommend" }] }\n',
  '.emptyrc.json': '{ "rules": [] }\n',
  'app/a.js': 'export const a = 1;\n',
  'tests/good.test.js': "require('node:test').test('adds', () => {});\n",
  'tests/good.vitest.mjs': "import { it } from 'vitest';\n\nit('adds', () => {});\n",
  'vitest.config.mjs': "export default { test: { include: ['tests/*.vitest.mjs'] } };\n",
  // A formatter that no list of formatters has.
  'tidy.mjs':
    "import { execFileSync } from 'node:child_process';\n\nexecFileSync('node_modules/.bin/prettier', ['--write', '.']);\n",
};

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createWorkspace(files);
});
afterEach(() => workspace.remove());

const run = (input: object) => check(checksProven, workspace.context(), input);

describe('checks.proven', () => {
  it('sees scripts turn red for what it plants, and leaves the workspace as it was', async () => {
    const outcome = await run({ scripts: ['ci', 'scan', 'test:ci', 'lint', 'test:vitest'] });
    expect([outcome.verdict, outcome.reason]).toEqual(['verified', undefined]);
    expect(outcome.facts).toEqual({
      ci: { planted: 'a file that is not formatted', found: true },
      scan: { planted: 'a credential', found: true },
      'test:ci': { planted: 'a test that fails', found: true },
      lint: { planted: 'a `debugger`', found: true },
      'test:vitest': { planted: 'a test that fails', found: true },
    });
    expect(workspace.kept.get('planted-ci.log')).toContain('prestage-planted-format');
    expect(await workspace.git('status', '--porcelain', '--ignored')).toBe('!! node_modules\n');
  });

  it.each([
    ['test:lies', 'failed', 'test:lies passed with a test that fails planted'],
    ['test:elsewhere', 'failed', 'passed with a test that fails planted'],
    ['scan:empty', 'failed', 'scan:empty passed with a credential planted'],
    ['fmt:one', 'failed', 'passed with a file that is not formatted planted'],
    ['ci:writes', 'failed', 'ci:writes mends what it should find (`prettier --write .`)'],
    ['ci:hides', 'failed', 'ci:hides mends what it should find'],
    ['broken', 'unknown', 'it fails for another reason'],
    ['other', 'unknown', 'nothing could be planted for other'],
    ['none', 'failed', 'package.json has no script none'],
  ])('says of %s: %s, %s', async (script, verdict, reason) => {
    const outcome = await run({ scripts: script });
    expect(outcome).toMatchObject({ verdict, reason: expect.stringContaining(reason), fix: expect.any(String) });
  });
});
