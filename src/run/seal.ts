import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidenceFile } from '../core/action.ts';
import type { Clock } from '../core/clock.ts';
import type { Constraints } from '../core/order.ts';
import type { RunRecord } from '../core/record.ts';
import type { Signer } from '../core/trust.ts';
import { signStatement } from '../evidence/bundle.ts';
import { sha256 } from '../evidence/digest.ts';
import { reportOf } from '../evidence/report.ts';
import { runFiles, sealPath } from '../evidence/paths.ts';
import { planSeal } from '../evidence/seal.ts';
import { doneStatement, type RunFacts } from '../evidence/statement.ts';
import { renderPage } from '../page/render.ts';
import type { RunFolder } from './folder.ts';

export interface Sealing {
  readonly signer: Signer;
  readonly folder: RunFolder;
  readonly record: RunRecord;
  readonly facts: RunFacts;
  readonly constraints: Constraints;
}

/** Signs the Definition of Done, renders report and page, and seals every file. Gives the page's absolute path. */
export async function sealRun(sealing: Sealing, clock: Clock): Promise<string> {
  const { folder, record, facts, signer } = sealing;
  if (record.boxes.length > 0) {
    const done = doneStatement(facts, record.boxes, clock.now().toISOString());
    await folder.write(runFiles.done, signStatement(done, signer));
  }
  return sealAgain(sealing);
}

/** Renders report and page anew and adds a seal that names the one before. */
export async function sealAgain({ signer, folder, record, constraints }: Omit<Sealing, 'facts'>): Promise<string> {
  const report = reportOf(record, folder.relative, `${folder.relative}/${runFiles.page}`);
  await folder.write(runFiles.report, `${JSON.stringify(report, null, 2)}\n`);
  await folder.write(
    runFiles.page,
    renderPage(record, {
      constraints,
      files: (await filesOf(folder)).filter(({ path }) => path !== runFiles.page),
      ...(record.measured && { measured: record.measured }),
    }),
  );
  const seals = countSeals(folder.absolute);
  const previous = seals === 0 ? {} : { previous: sha256(await readFile(join(folder.absolute, sealPath(seals)))) };
  const plan = planSeal(seals + 1, { record, ...previous }, await filesOf(folder));
  if (plan.manifest !== undefined) await folder.write(plan.manifest.path, plan.manifest.content);
  await folder.write(plan.path, signStatement(plan.statement, signer));
  return join(folder.absolute, runFiles.page);
}

/** `folder` is absolute. Seals run on from 1. */
export function countSeals(folder: string, number = 1): number {
  return existsSync(join(folder, sealPath(number))) ? countSeals(folder, number + 1) : number - 1;
}

/** Every file of the run but the seals, with its digest as it lies on the disk. */
async function filesOf(folder: RunFolder): Promise<EvidenceFile[]> {
  const entries = await readdir(folder.absolute, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.absolute.length + 1))
    .filter((path) => !path.startsWith('seals/'))
    .toSorted();
  return Promise.all(
    paths.map(async (path) => {
      const content = await readFile(join(folder.absolute, path));
      return { path, sha256: sha256(content), bytes: content.length };
    }),
  );
}
