import { describe, expect, test } from 'vitest';
import { services } from './faults/services.ts';

/** Every row of docs/health-diagnoses.md. */
describe.each(services)('a fault of $name', ({ emulator, rows }) => {
  test.concurrent.each(rows)('$name: $state $code', async ({ ask, name, state, code }) => {
    const finding = await ask();
    expect([name, finding.state, finding.code]).toEqual([name, state, code]);
    expect(finding.next === undefined).toBe(state === 'pass');
  });

  const optional = rows.filter(({ optIn }) => optIn !== undefined);
  test.concurrent.each(optional)(
    '$name is not looked for without `$optIn`: the check is green',
    async ({ ask, optIn }) => {
      expect((await ask(optIn)).state).toBe('pass');
    },
  );

  test('each that the emulator can have is there', () => {
    expect(rows.map(({ name }) => name).toSorted()).toEqual(emulator.catalogue.map(({ name }) => name).toSorted());
  });
});
