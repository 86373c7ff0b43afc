import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startOperator, type Operator, type Said } from './lock-operators.ts';
import { start, stops } from './postgres-client.ts';

function stage(): { effects: string; lines: () => string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'prestage-staging-'));
  stops.push(() => rmSync(folder, { recursive: true, force: true }));
  const effects = join(folder, 'staging');
  const lines = () => (existsSync(effects) ? readFileSync(effects, 'utf8').trim().split('\n') : []);
  return { effects, lines };
}

function journalOf({ root }: Operator, { run = '' }: Said): Record<string, unknown>[] {
  const text = readFileSync(join(root, 'artifacts/ops/runs', run, 'journal.jsonl'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { entry: Record<string, unknown> }).entry)
    .filter(({ kind }) => String(kind).startsWith('lock.'));
}

/** Both start at once. Throws when not exactly one of them runs and the other is refused. */
async function race(operators: readonly Operator[]): Promise<{ winner: Operator; loser: Said }> {
  for (const operator of operators) operator.tell('go');
  const heard = await Promise.all(operators.map(async (operator) => ({ operator, said: await operator.hears() })));
  const [winner, ...others] = heard.filter(({ said }) => said.at === 'paused');
  const [loser] = heard.filter(({ said }) => said.at === 'refused');
  if (winner !== undefined && loser !== undefined && others.length === 0)
    return { winner: winner.operator, loser: loser.said };
  throw new Error(`not exactly one runs: ${JSON.stringify(heard.map(({ said }) => said))}`);
}

test('two operators start at once, a hundred times: exactly one runs, the other reads who does', async () => {
  const running = await start();
  const { effects, lines } = stage();
  // One keeps its connection; the other's every statement goes over a new one, as behind a transaction pooler.
  const operators = await Promise.all([
    startOperator(running, 'ana@laptop', { effects }),
    startOperator(running, 'bob@ci', { effects, statementsPerConnection: 1 }),
  ]);
  for (let round = 1; round <= 100; round += 1) {
    const { winner, loser } = await race(round % 2 === 0 ? operators : operators.toReversed());
    expect([loser.code, loser.what]).toEqual(['lock.held', `staging is locked by ${winner.name}`]);
    winner.tell('on');
    const ran = await winner.hears();
    expect(ran).toMatchObject({ at: 'ran', verdict: 'verified' });
    expect(journalOf(winner, ran)).toMatchObject([
      { kind: 'lock.acquired', owner: winner.name, token: round },
      { kind: 'lock.released', token: round, held: true },
    ]);
    expect(lines()).toHaveLength(round);
  }
});

test('what a killed holder leaves ends by itself, and is taken with a higher token', async () => {
  const running = await start();
  const { effects, lines } = stage();
  const ana = await startOperator(running, 'ana@laptop', { effects, leaseMs: 3000 });
  const bob = await startOperator(running, 'bob@ci', { effects, leaseMs: 3000 });
  ana.tell('go');
  expect(await ana.hears()).toMatchObject({ at: 'paused' });
  ana.signal('SIGKILL');
  bob.tell('go');
  expect(await bob.hears()).toMatchObject({
    at: 'refused',
    code: 'lock.held',
    what: 'staging is locked by ana@laptop',
  });
  await setTimeout(3100);
  bob.tell('go');
  expect(await bob.hears()).toMatchObject({ at: 'paused' });
  bob.tell('on');
  const ran = await bob.hears();
  expect(ran).toMatchObject({ verdict: 'verified' });
  expect(journalOf(bob, ran)).toMatchObject([
    { kind: 'lock.acquired', owner: 'bob@ci', token: 2, tookOver: { owner: 'ana@laptop', token: 1 } },
    { kind: 'lock.released', token: 2, held: true },
  ]);
  expect(lines()).toEqual(['bob@ci']);
});

test('a holder that slept through its lease applies nothing, and reads who has it now', async () => {
  const running = await start();
  const { effects, lines } = stage();
  const ana = await startOperator(running, 'ana@laptop', { effects, leaseMs: 3000 });
  const bob = await startOperator(running, 'bob@ci', { effects, leaseMs: 3000 });
  ana.tell('go');
  await ana.hears();
  ana.signal('SIGSTOP');
  await setTimeout(3100);
  bob.tell('go');
  expect(await bob.hears()).toMatchObject({ at: 'paused' });
  ana.signal('SIGCONT');
  ana.tell('on');
  const stale = await ana.hears();
  expect(stale).toMatchObject({ at: 'ran', verdict: 'failed' });
  expect(stale.reason).toMatch(
    /The lock on staging is lost: it ran out .* bob@ci holds it since .* ana@laptop had it since/,
  );
  expect(journalOf(ana, stale).at(-1)).toMatchObject({ kind: 'lock.released', token: 1, held: false });
  bob.tell('on');
  expect(await bob.hears()).toMatchObject({ verdict: 'verified' });
  expect(lines()).toEqual(['bob@ci']);
});
