import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { access } from '../test/contract/database/leaks/judges/access.ts';
import { advisors } from '../test/contract/database/leaks/judges/advisors.ts';
import type { Judge } from '../test/contract/database/leaks/judges/judge.ts';
import { splinter } from '../test/contract/database/leaks/judges/splinter.ts';
import { supashield } from '../test/contract/database/leaks/judges/supashield.ts';
import { families, leaks } from '../test/contract/database/leaks/families.ts';
import { ask, type Recorded, type Said } from '../test/contract/database/leaks/record.ts';
import { openServer } from '../test/contract/database/leaks/server.ts';
import { readRecord, recordFile } from '../test/contract/database/leaks/table.ts';

/**
 * `node scripts/record-leaks.ts [--splinter=CHECKOUT] [--family=SCHEMA] [JUDGE…]`: asks the judges about the corpus of
 * leaks again, all of them or the named ones, about one family or all, and writes what they say. `npm run generate` makes the page of it. A checkout of supabase/splinter
 * is not part of this repository: without one its column stays as it was recorded.
 */
const options = process.argv.slice(2);
const checkout = options.find((option) => option.startsWith('--splinter='))?.slice('--splinter='.length);
const family = options.find((option) => option.startsWith('--family='))?.slice('--family='.length);
const named = options.filter((option) => !option.startsWith('--'));

const all: Readonly<Record<string, () => Promise<readonly Judge[]>>> = {
  access: async () => [access()],
  advisors: async () => [await advisors()],
  ...(checkout === undefined ? {} : { splinter: async () => [await ofCheckout(checkout)] }),
  supashield: async () => [await supashield(false), await supashield(true)],
};

const before: Recorded = await readRecord().catch(() => ({ postgres: {}, versions: {}, correct: {}, leaks: {} }));
const server = await openServer();
let recorded: Recorded = before;
try {
  for (const [id, open] of Object.entries(all)) {
    if (named.length > 0 && !named.includes(id)) continue;
    const judges = await open();
    for (const [index, judge] of judges.entries()) {
      recorded = merged(recorded, id, judge.version, await ask(server, judge, family), index > 0);
      await write(recorded);
      console.log(`asked ${id} ${judge.version}`);
    }
  }
} finally {
  await server.close();
}

async function write(what: Recorded): Promise<void> {
  const text = JSON.stringify({ ...what, postgres: sorted(what.postgres), versions: sorted(what.versions) });
  await writeFile(recordFile, await format(text, { ...(await resolveConfig(recordFile)), filepath: recordFile }));
}

function sorted(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** `added` where the same judge was asked before in another way: what he says either way counts. */
function merged(recorded: Recorded, id: string, version: string, said: Said, added: boolean): Recorded {
  const mix = (known: Recorded['leaks'], ids: readonly string[], now: Said['leaks']): Recorded['leaks'] =>
    Object.fromEntries(
      ids.map((each) => {
        if (family !== undefined && !now.has(each)) return [each, { ...known[each] }];
        const names = [...(added ? (known[each]?.[id] ?? []) : []), ...(now.get(each) ?? [])];
        return [each, { ...known[each], [id]: [...new Set(names)].sort() }];
      }),
    );
  return {
    ...recorded,
    postgres: { ...recorded.postgres, [id]: server.version.split(' ')[0] ?? '' },
    versions: { ...recorded.versions, [id]: version },
    correct: mix(
      recorded.correct,
      families.map(({ schema }) => schema.id),
      said.correct,
    ),
    leaks: mix(
      recorded.leaks,
      leaks.map(({ id }) => id),
      said.leaks,
    ),
  };
}

async function ofCheckout(folder: string): Promise<Judge> {
  const commit = execFileSync('git', ['-C', folder, 'rev-parse', '--short=7', 'HEAD'], { encoding: 'utf8' }).trim();
  return splinter(join(folder, 'splinter.sql'), commit);
}
