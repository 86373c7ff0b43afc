import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../src/core/clock.ts';
import type { JournalEntry } from '../src/core/journal.ts';
import { openJournal } from '../src/run/journal.ts';

/** Goal: a journal record takes at most twice as long as a bare write and fsync of the same bytes, on the same disk. */
const goal = 2;
const rounds = 15;
const records = 40;

const entry: JournalEntry = {
  kind: 'task.settled',
  task: {
    number: '17',
    title: 'Confirm npm run ci, npm run scan, and npm run test:ci pass on manager-batch branch with updated workflows.',
    verdict: 'verified',
    startedAt: '2026-11-23T03:15:00.000Z',
    durationMs: 12_345,
    actions: [{ id: 'checks.run', verdict: 'verified', durationMs: 12_000, commands: [], evidence: [] }],
    statements: [{ path: 'statements/task-17.sigstore.json', sha256: 'ab'.repeat(32), bytes: 2_048 }],
  },
};

const folder = mkdtempSync(join(process.env['PRESTAGE_BENCH_DIR'] ?? tmpdir(), 'bench-journal-'));
try {
  // One after the other in each round, so that a slow moment of the disk meets both.
  const measured = Array.from({ length: rounds }, (_, round) => {
    const path = join(folder, `${round}.jsonl`);
    const ours = timeOurs(path);
    return { ours, bare: timeBare(`${path}.bare`, readFileSync(path)) };
  });
  const ours = median(measured.map((round) => round.ours));
  const bare = median(measured.map((round) => round.bare));
  const ratio = ours / bare;
  console.log(`a journal record        ${ours.toFixed(3)} ms (median of ${rounds} rounds of ${records})`);
  console.log(`a bare write and fsync  ${bare.toFixed(3)} ms`);
  console.log(`ratio                   ${ratio.toFixed(2)} (goal: at most ${goal})`);
  process.exitCode = ratio <= goal ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** Milliseconds a record. */
function timeOurs(path: string): number {
  const journal = openJournal(path, systemClock);
  const started = performance.now();
  for (let record = 0; record < records; record += 1) journal.append(entry);
  const taken = performance.now() - started;
  journal.close();
  return taken / records;
}

/** The same bytes, line by line. */
function timeBare(path: string, bytes: Uint8Array): number {
  const lines = new TextDecoder().decode(bytes).split(/(?<=\n)/);
  const file = openSync(path, 'ax');
  const started = performance.now();
  for (const line of lines) {
    writeSync(file, line);
    fsyncSync(file);
  }
  const taken = performance.now() - started;
  closeSync(file);
  return taken / lines.length;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
