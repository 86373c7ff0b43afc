import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { survived } from '../contract/launch/survived.ts';
import { makeTemplate, type Template } from '../contract/launch/template.ts';
import { sameBut } from '../contract/launch/same-but.ts';

vi.setConfig({ testTimeout: 7_200_000, hookTimeout: 1_800_000 });

/** Which steps of the launch kill: all of what an effect hangs on, and some of the many others. */
const chains = [
  ['after every record of its journal', { at: ['record'], oneIn: 1 }],
  [
    'before and after every effect and every change that a service is asked for',
    { at: ['apply', 'applied', 'heard'], oneIn: 1 },
  ],
  [
    'in the middle of records, around statements and files',
    { at: ['half', 'rename', 'renamed', 'ask', 'answered'], oneIn: 6 },
  ],
] as const;

let template: Template;
let reference: Awaited<ReturnType<typeof survived>>;
beforeAll(async () => {
  template = await makeTemplate();
  reference = await survived(template);
});
afterAll(() => template.remove());

describe('the whole launch of the example, in one world each', () => {
  test('nobody kills it', () => {
    expect(reference).toMatchObject({ deaths: [], again: {}, state: { evidence: [] } });
  });

  test.concurrent.each(chains)('killed %s', async (_, kill) => {
    const started = performance.now();
    const { deaths, state, again } = await survived(template, { ...kill, seed: 1, at: [...kill.at] });
    const minutes = Math.round((performance.now() - started) / 6000) / 10;
    process.stdout.write(
      `\nkilled ${deaths.length} times in ${minutes} minutes; asked for again: ${JSON.stringify(again)}\n`,
    );
    expect(sameBut(state)).toEqual(sameBut(reference.state));
  });
});
