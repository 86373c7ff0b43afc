import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { createWorkspace, direction, type TestWorkspace } from '../../../run/testing/workspace.ts';
import { allRoutes } from '../../app/all-routes.ts';
import { runCli } from '../../app/run-cli.ts';
import { testProcess } from '../../testing/process.ts';

const committed = z.fromJSONSchema(JSON.parse(readFileSync('schemas/run-report.json', 'utf8')));

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = createWorkspace({
    'prestage.config.ts': `export default {};\n`,
    'launch.md': direction(['Nobody does it.']),
    'empty.md': '',
  });
});
afterEach(() => workspace.remove());

it.each([
  ['nothing to rehearse', ['rehearse'], 'rehearsal.no-direction'],
  ['a direction that is none', ['rehearse', 'empty.md'], 'direction.'],
  ['one that is none, after one that ran', ['rehearse', 'launch.md', 'empty.md'], 'direction.'],
  ['no key', ['run', 'launch.md'], 'keys.none'],
  ['a flag that is none', ['rehearse', '--nothing'], 'cli.'],
])('what --json prints of %s fits the committed schema', async (_, args, code) => {
  const env = { PATH: globalThis.process.env['PATH'] };
  const process = testProcess([...args, '--json'], { cwd: workspace.root, env });
  expect(await runCli({ ...process, node: globalThis.process.execPath }, allRoutes)).not.toBe(0);
  const printed: unknown = JSON.parse(process.out());
  expect(printed).toMatchObject({ error: { code: expect.stringContaining(code) } });
  expect(committed.safeParse(printed).error).toBeUndefined();
});

it('says of each fault how many calls it struck, and so of one that struck none', async () => {
  const check = { kind: 'http', url: 'https://shop.example.test/health' };
  const config = { environments: { staging: {} }, health: { checks: { shop: check } } };
  const own = createWorkspace({
    'prestage.config.ts': `export default ${JSON.stringify(config)};\n`,
    'launch.md': direction(['Nobody does it.', 'See that the shop is up.']),
    'launch.bindings.yaml': 'tasks:\n  - task: See that the shop is up.\n    run: health.check env=staging\n',
  });
  const env = { PATH: globalThis.process.env['PATH'] };
  const args = ['rehearse', 'launch.md', '--fault', 'site:not-found,site:throttled', '--only', '2', '--json'];
  try {
    const process = testProcess(args, { cwd: own.root, env });
    expect(await runCli({ ...process, node: globalThis.process.execPath }, allRoutes)).toBe(1);
    const printed = JSON.parse(process.out()) as { readonly faults: unknown };
    expect(printed.faults).toEqual([
      { fault: 'site:not-found@staging', seen: 1, struck: 1 },
      { fault: 'site:throttled@staging', seen: expect.any(Number), struck: 0 },
    ]);
    expect(committed.safeParse(printed).error).toBeUndefined();
  } finally {
    own.remove();
  }
});
