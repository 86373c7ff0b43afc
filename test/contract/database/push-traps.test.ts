import { describe, expect, test, vi } from 'vitest';
import { openSupabase, type PushResult } from '../../../src/services/supabase/client.ts';
import { codesOf, openPlace, refusalOf, type PushPlace } from './push.ts';
import { traps } from './traps/table.ts';
import type { CliFate, PlantedTrap } from './traps/trap.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

/** Every row of docs/push-traps.md. */
describe('a trap', () => {
  test.each(traps)('$words', async (trap) => {
    const place = await plant(trap);
    const [tables, history] = [await place.tables(), await place.history()];
    expect(await saidOf(place, trap)).toEqual({ code: trap.code, line: trap.line });
    expect(await place.tables()).toEqual(tables);
    expect(await place.history()).toEqual(history);
    expect({
      dryRun: fateOf(await bare(place, true)),
      push: fateOf(await bare(place, false)),
    }).toEqual({ dryRun: trap.dryRun, push: trap.push });
  });
});

async function plant({ before, byHand, files }: PlantedTrap): Promise<PushPlace> {
  const place = await openPlace(before);
  const pushed = before === undefined ? undefined : await bare(place, false);
  if (pushed?.error !== undefined) throw new Error(pushed.error.message);
  if (byHand !== undefined) await place.session.query(byHand);
  for (const [name, text] of Object.entries(files))
    await (text === '' ? place.take(name) : place.put({ [name]: text }));
  return place;
}

/** All of the codes, so that one too many is seen. */
async function saidOf(place: PushPlace, { warns }: PlantedTrap): Promise<{ code: string; line: number | undefined }> {
  if (warns === true) return { code: warningOf((await place.plan({ shadow: 'false' })).summary), line: undefined };
  const refusal = await refusalOf(place.plan());
  // Whoever reads it has typed a command, or written a binding.
  for (const [, name] of JSON.stringify(refusal).matchAll(/`accept=([\w-]+)`/g))
    expect(JSON.stringify(refusal)).toContain(`\`--accept ${name}\``);
  return { code: codesOf(refusal).join(), line: refusal.line };
}

/** A plan says warnings in words. */
function warningOf(summary: string): string {
  if (summary.includes(' is no migration: ')) return 'database.skipped-file';
  return summary.includes(' ends its transaction itself ') ? 'database.own-transaction' : 'none';
}

async function bare({ workspace, staging }: PushPlace, dryRun: boolean): Promise<PushResult> {
  return (await openSupabase(workspace.exec)).push(staging.login, { dryRun });
}

function fateOf({ error, begun }: PushResult): CliFate {
  if (error === undefined) return 'goes through';
  return begun.length > 0 ? 'fails' : 'refuses';
}
