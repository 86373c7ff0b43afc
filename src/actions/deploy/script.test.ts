import { afterEach, expect, it } from 'vitest';
import { createWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { wrongWithScript } from './script.ts';

let workspace: TestWorkspace;
afterEach(async () => workspace.remove());

async function wrong(text: string) {
  workspace = await createWorkspace({ 'back.sh': text });
  return wrongWithScript(workspace, 'back.sh');
}

it.each([
  'prestage deploy rollback --env production\n',
  'exec node_modules/.bin/prestage deploy rollback --env production "$@"\n',
  'if ! CI=1 npx prestage deploy rollback; then exit 1; fi\n',
])('takes a script that calls it: %s', async (text) => {
  expect(await wrong(text)).toBeUndefined();
});

it.each([
  'echo "now type prestage deploy rollback"\n',
  '# prestage deploy rollback\n',
  "printf 'prestage deploy rollback'\n",
  'prestage deploy rollback |\n',
])('takes none that only names it, or does not parse: %s', async (text) => {
  expect(await wrong(text)).toMatchObject({ verdict: 'failed' });
});
