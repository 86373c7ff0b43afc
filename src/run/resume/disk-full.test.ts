import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { defineAction, defineCheck, type Action, type Catalogue } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import { verifyRun } from '../../evidence/verify.ts';
import { findRun } from '../find-run.ts';
import { createWorkspace, direction, type TestWorkspace } from '../testing/workspace.ts';
import { loadTrust } from '../trust.ts';
import { resume, wholeRun } from './testing/cut-run.ts';

const page = 4096;
/** Room for one more file each time; the page alone takes some twenty. */
const freePages = [...Array(16).keys(), 20, 30, 64];
const bindings = `tasks:
  - task: Fill
    run: disk.fill
  - task: Count
    run: [disk.count env=staging what=a, disk.count env=staging what=b]
  - task: And on
    run: disk.count env=staging what=c
done:
  - box: All is done
    check: disk.look
`;

let disk: string;
let workspace: TestWorkspace;
beforeEach(() => {
  disk = mkdtempSync(join(tmpdir(), 'prestage-disk-'));
});
afterEach(() => rmSync(disk, { recursive: true, force: true }));

function canMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Leaves so many pages of the disk free, once; what is counted lies elsewhere, and is never undone. */
function catalogueOf(pages: number, counts: Map<string, number>): Catalogue {
  const common = { needs: {}, recognises: [] };
  let filled = false;
  const fill = defineCheck({
    ...common,
    id: 'disk.fill',
    summary: 'Fill the disk',
    effects: 'none',
    input: z.strictObject({}),
    check: async () => {
      if (!filled) fillBut(pages);
      filled = true;
      return { verdict: 'verified' };
    },
  });
  const count = defineAction({
    ...common,
    id: 'disk.count',
    summary: 'Count',
    effects: 'environment',
    input: z.strictObject({ what: z.string() }),
    plan: async (_, { what }) => ({ summary: what, changes: [], data: { before: counts.get(what) ?? 0 } }),
    apply: async (_, { what }, { data }) => void counts.set(what, data.before + 1),
    verify: async (_, { what }, { data }) =>
      counts.get(what) === data.before + 1 ? { verdict: 'verified' } : { verdict: 'failed', reason: 'not counted' },
  });
  const look = defineCheck({
    ...common,
    id: 'disk.look',
    summary: 'Look',
    effects: 'none',
    input: z.strictObject({}),
    check: async () => ({ verdict: 'verified' }),
  });
  const actions: readonly Action[] = [fill, count, look];
  return { ids: actions.map(({ id }) => id), load: async (id) => actions.find((action) => action.id === id) };
}

function fillBut(pages: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, 'filler'), new Uint8Array(Math.max(0, bavail * bsize - pages * page)));
}

/** What a call was refused with; undefined when it was not. */
async function refused(call: Promise<unknown>): Promise<Failure | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

it.skipIf(!canMount())(
  'needs mount: a disk that fills at any point ends the run in words, and the run goes on when there is room',
  async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]);
    const ends: Awaited<ReturnType<typeof fillAndGoOn>>[] = [];
    try {
      for (const pages of freePages) ends.push(await fillAndGoOn(pages));
    } finally {
      execFileSync('umount', [disk]);
    }
    const stops = ends.flatMap(({ stop }) => stop?.data ?? []);
    for (const { code, fix } of stops) {
      expect(code).toBe('run.stopped');
      expect(fix).toMatch(/^Free some space.*prestage resume /);
    }
    for (const end of ends)
      expect(end).toMatchObject({ counts: { a: 1, b: 1, c: 1 }, verdicts: Array(3).fill('verified'), findings: [] });
    expect(ends.filter(({ stop }) => stop).every(({ still }) => still === 'files.disk-full')).toBe(true);
    // It was full at many places, in the journal's own lines too, and in the end there was room enough.
    expect(new Set(stops.map(({ why }) => why)).size).toBeGreaterThan(5);
    expect(stops.some(({ why }) => why.includes('journal.jsonl'))).toBe(true);
    expect(ends.at(-1)?.stop).toBeUndefined();
  },
  600_000,
);

/** One run on a disk with so many free pages: where it stopped, and what it came to when it went on. */
async function fillAndGoOn(pages: number) {
  const files = { 'launch.md': direction(['Fill', 'Count', 'And on']), 'launch.bindings.yaml': bindings };
  workspace = createWorkspace({ ...files, '.gitignore': 'artifacts/\n' }, disk);
  const counts = new Map<string, number>();
  const catalogue = catalogueOf(pages, counts);
  try {
    const stop = await refused(wholeRun(workspace, { catalogue }));
    const still = stop && (await refused(resume(workspace, { catalogue })))?.data.code;
    truncateSync(join(disk, 'filler'), 0);
    if (stop) await resume(workspace, { catalogue });
    const { folder } = await findRun(workspace.root);
    const { record, findings } = await verifyRun(folder, await loadTrust(workspace.root, process.env));
    const verdicts = record?.tasks.map(({ verdict }) => verdict);
    return { stop, still, verdicts, findings, counts: Object.fromEntries(counts) };
  } finally {
    rmSync(join(disk, 'filler'), { force: true });
    workspace.remove();
  }
}
