import { expect, test } from 'vitest';
import { areas } from '../src/actions/registry.ts';
import { ownCommands } from '../src/actions/report/runbook/commands.ts';
import { allRoutes } from '../src/cli/app/all-routes.ts';

test('the commands that a runbook may name are those of the CLI', () => {
  const own = allRoutes.map(({ name }) => name).filter((name) => !Object.hasOwn(areas, name) || name === 'direction');
  expect(own.toSorted()).toEqual([...ownCommands].toSorted());
});
