import { z } from 'zod';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import { digestOf } from '../../services/files/digest.ts';
import { readTextIfThere } from '../../services/files/read.ts';

/** A record of an area's archive: when it was written, and what it says. */
export interface AreaRecord {
  /** ISO 8601, as its file's name has it. */
  readonly at: string;
  /** In the workspace. */
  readonly path: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const line = z.looseObject({
  file: z.string(),
  /** Of the file, where whoever wrote the line gave one. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/u)
    .optional()
    .catch(undefined),
});
const content = z.record(z.string(), z.unknown());

/**
 * The newest record of an area and an environment that `isWanted` wants; undefined when there is none. Areas keep records of
 * several kinds in one folder: their `format` tells them apart. Throws Failure `report.record-changed`,
 * `report.record-missing` on the way to it.
 */
export async function newestRecord(
  root: string,
  { area, environment = 'workspace' }: { readonly area: string; readonly environment?: string },
  isWanted: (content: AreaRecord['content']) => boolean,
): Promise<AreaRecord | undefined> {
  const folder = `artifacts/ops/${area}/${environment}`;
  const index = (await readTextIfThere(root, `${folder}/index.jsonl`)) ?? '';
  const lines = index.split('\n').flatMap((text) => line.safeParse(jsonIn(text)).data ?? []);
  for (const { file, sha256 } of lines.toSorted((a, b) => (a.file < b.file ? 1 : -1))) {
    const at = momentOf(file);
    const text = await readTextIfThere(root, `${folder}/${file}`);
    // An older one must not speak for a newer one that is gone: that may have been the one that failed.
    if (text === undefined) throw gone(`${folder}/${file}`);
    if (sha256 !== undefined && digestOf(text) !== sha256) throw changed(`${folder}/${file}`);
    const read = content.safeParse(jsonIn(text));
    if (at !== undefined && read.success && isWanted(read.data))
      return { at, path: `${folder}/${file}`, content: read.data };
  }
  return undefined;
}

function gone(file: string): Failure {
  return new Failure(
    {
      code: 'report.record-missing',
      what: `The record ${file} is not there`,
      why: '`index.jsonl` beside it names it: what it said is not known, and an older one does not stand for it',
      fix: `Take it back: \`git checkout ${file}\`. Or do again what it is of.`,
      file,
    },
    exitCodes.missing,
  );
}

function changed(file: string): Failure {
  return new Failure(
    {
      code: 'report.record-changed',
      what: `The record ${file} is not what was archived`,
      why: 'its SHA-256 is not the one that `index.jsonl` beside it has: somebody has written in it since',
      fix: `Take it back: \`git checkout ${file}\`. Or do again what it is of.`,
      file,
    },
    exitCodes.failed,
  );
}

/** `20261130T163114123Z.json` */
export function momentOf(name: string): string | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/u.exec(name);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second, ms] = found;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
