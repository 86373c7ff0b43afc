import { createInterface } from 'node:readline';
import { z } from 'zod';
import { defineCheck, type Catalogue } from '../../../src/core/action.ts';
import { Failure } from '../../../src/core/failure.ts';
import { Secret } from '../../../src/core/secret.ts';
import { testCatalogue } from '../../../src/run/testing/catalogue.ts';
import { start } from '../../../src/run/testing/start.ts';
import { createWorkspace, direction, knowing } from '../../../src/run/testing/workspace.ts';

/**
 * An operator on a machine of his own: a workspace, and runs of a direction that changes `staging`, which is a file
 * here. Told `go` it runs, `on` lets a run that has paused go on, `end` ends it. It says what happened, in JSON lines.
 */
const { url, password, effects, name, leaseMs, statementsPerConnection } = z
  .object({
    url: z.string(),
    password: z.string(),
    effects: z.string(),
    name: z.string(),
    leaseMs: z.number(),
    statementsPerConnection: z.number().optional(),
  })
  .parse(JSON.parse(process.env['OPERATOR'] ?? ''));

const say = (what: object): void => void process.stdout.write(`${JSON.stringify(what)}\n`);
let goOn: () => void = () => undefined;

const pause = defineCheck({
  id: 'out.pause',
  summary: 'Wait to be told to go on',
  effects: 'none',
  needs: {},
  recognises: [],
  input: z.strictObject({}),
  check: async () => {
    const told = new Promise<void>((resolve) => (goOn = resolve));
    say({ at: 'paused' });
    await told;
    return { verdict: 'verified' };
  },
});
const catalogue: Catalogue = {
  ids: [...testCatalogue.ids, pause.id],
  load: async (id) => (id === pause.id ? pause : testCatalogue.load(id)),
};

const files = {
  'launch.md': direction(['Wait for it', 'Change staging']),
  'launch.bindings.yaml': `tasks:
  - task: Wait for it
    run: out.pause
  - task: Change staging
    run: env.append env=staging file=${effects} line=${name}
`,
};
const workspace = knowing(createWorkspace(files), ['staging']);

async function run(): Promise<object> {
  try {
    const { record } = await start(workspace, {
      catalogue,
      database: async () => ({ url, password: new Secret('PASSWORD', password) }),
      lock: { owner: name, leaseMs, statementsPerConnection, retriesMs: [] },
    });
    const [, change] = record.tasks;
    return { at: 'ran', verdict: change?.verdict, reason: change?.reason, fix: change?.fix, run: record.run };
  } catch (error) {
    if (error instanceof Failure) return { at: 'refused', ...error.data };
    throw error;
  }
}

say({ at: 'ready', root: workspace.root });
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'go') void run().then(say);
  if (line === 'on') goOn();
  if (line === 'end') break;
}
workspace.remove();
process.stdin.destroy();
