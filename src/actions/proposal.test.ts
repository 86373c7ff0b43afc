import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readBindings } from '../direction/bindings.ts';
import { checkSteps } from '../direction/inputs.ts';
import { matchBindings } from '../direction/match.ts';
import { proposeBindings } from '../direction/propose.ts';
import { readDirection } from '../direction/read.ts';
import { catalogue } from './registry.ts';

const manager = 'examples/hotdash/reports/runs/20251017T033137Z/task_direction_devops/direction.md';
const actions = (await Promise.all(catalogue.ids.map((id) => catalogue.load(id)))).filter((each) => each !== undefined);

test.each([manager, 'examples/hotdash/docs/directions/devops.md'])(
  'what is proposed for %s can be run as it stands',
  async (path) => {
    const { order } = readDirection(readFileSync(path), path);
    const sidecar = 'proposed.bindings.yaml';
    const { bound, findings } = matchBindings(
      order,
      readBindings(proposeBindings(order, actions).yaml, sidecar),
      sidecar,
    );
    const all = [...findings, ...(await checkSteps(bound, catalogue, sidecar))];
    expect(all.filter(({ severity }) => severity === 'error')).toEqual([]);
  },
);

test('the paths, scripts and ids that the words name are the inputs', () => {
  const { yaml } = proposeBindings(readDirection(readFileSync(manager), manager).order, actions);
  for (const step of [
    'direction.render template=docs/directions/agenttemplate.md to=docs/directions/devops.md\n',
    'direction.format file=docs/directions/devops.md\n',
    'direction.stage file=docs/directions/devops.md\n',
    'checks.formatted file=docs/directions/devops.md\n',
    'checks.staged only=docs/directions/devops.md\n',
    'direction.restore file=docs/directions/devops.md\n',
    '#     run: direction.changelog to=docs/directions/devops.md date=2025-10-17 # add version=… summary=…\n',
    '#   check: checks.backlog tasks=T2,T6 # add file=…\n',
  ])
    expect(yaml).toContain(step);
  const text =
    '# D\n\n## Tasks\n\n1. Confirm `npm run ci`, `npm run test:ci` and `npm test` pass.\n2. Write feedback to `feedback/a/2026-01-02.md` and clean stray md files.\n';
  const small = proposeBindings(readDirection(Buffer.from(text), 'd.md').order, actions).yaml;
  expect(small).toContain('checks.run scripts=ci,test:ci,test\n');
  expect(small).toContain('      - feedback.write\n      - feedback.tidy\n');
});
