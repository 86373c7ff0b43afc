import { expect, test } from 'vitest';
import { fly } from '../../../src/emulators/fly/emulator.ts';
import { tryFault } from './table.ts';

test.concurrent.each(fly.catalogue.map(({ name }) => name))(
  '%s',
  async (name) => {
    const row = await tryFault(name);
    console.log(
      `@@ ${row.fault} | ${row.verdict} | ${row.app} | ${row.newest} | ${row.seconds.toFixed(1)} | ${row.why}`,
    );
    expect(row.app).not.toBe('mixed');
  },
  120_000,
);
