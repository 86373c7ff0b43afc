import { expect, it } from 'vitest';
import { testCatalogue } from '../testing/catalogue.ts';
import { environmentsOf } from './environments.ts';

const step = (action: string, environment?: string) => ({
  action,
  input: {},
  line: 1,
  ...(environment === undefined ? {} : { environment }),
});

it('locks what is changed, each once, in the order of the names', async () => {
  const steps = [
    step('env.append', 'staging'),
    step('env.append', 'production'),
    step('env.append', 'staging'),
    step('env.append'),
    step('out.has', 'looked-at'),
    step('out.write', 'workspace-only'),
    step('no.such', 'unknown'),
  ];
  expect(await environmentsOf(steps, testCatalogue)).toEqual(['production', 'staging']);
});
