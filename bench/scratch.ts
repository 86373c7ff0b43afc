import pg from 'pg';
import { readDatabaseUrl } from '../src/services/postgres/address.ts';
import { scratchOf } from '../src/rehearsal/scratch.ts';

/** Goal: the second scratch database of a process takes well under a second where the machine has a Postgres of its own. */
const goalMs = 1000;
const rounds = 5;
const trips = 1000;
const open = scratchOf({ env: process.env });
let isMissed = false;

for (const engine of ['native', 'pglite'] as const) {
  const times: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1)
      times.push(await timed(async () => (await open({ engine })).close()));
  } catch (error) {
    console.log(`${engine.padEnd(8)}not here: ${String(error)}`);
    continue;
  }
  const [first = 0, ...later] = times;
  const usual = median(later);
  if (engine === 'native') isMissed ||= usual > goalMs;
  console.log(
    `${engine.padEnd(8)}first ${first.toFixed(0)} ms, later ${usual.toFixed(0)} ms (goal native: ${goalMs}), ratio ${(usual / first).toFixed(2)}; ` +
      `a round trip ${(await roundTrip(engine)).toFixed(3)} ms`,
  );
}
process.exitCode = isMissed ? 1 : 0;

async function roundTrip(engine: 'native' | 'pglite'): Promise<number> {
  const scratch = await open({ engine });
  const { login } = scratch;
  const { host, port, user, database } = readDatabaseUrl(login.url);
  const client = new pg.Client({ host, port, user, database, password: login.password.reveal() });
  await client.connect();
  const taken = await timed(async () => {
    for (let trip = 0; trip < trips; trip += 1) await client.query('select 1');
  });
  await client.end();
  await scratch.close();
  return taken / trips;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
