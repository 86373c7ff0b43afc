import { z } from 'zod';
import { readTextIfThere } from '../../services/files/read.ts';

/** A record of an area's archive: when it was written, and what it says. */
export interface AreaRecord {
  /** ISO 8601, as its file's name has it. */
  readonly at: string;
  /** In the workspace. */
  readonly path: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const line = z.looseObject({ file: z.string(), verdict: z.string().optional() });
const content = z.record(z.string(), z.unknown());

/**
 * The newest record of an area and an environment that `isWanted` wants; undefined when there is none. Areas keep records of
 * several kinds in one folder: their `format` tells them apart.
 */
export async function newestRecord(
  root: string,
  { area, environment = 'workspace' }: { readonly area: string; readonly environment?: string },
  isWanted: (content: AreaRecord['content']) => boolean,
): Promise<AreaRecord | undefined> {
  const folder = `artifacts/ops/${area}/${environment}`;
  const index = (await readTextIfThere(root, `${folder}/index.jsonl`)) ?? '';
  const files = index.split('\n').flatMap((text) => line.safeParse(jsonIn(text)).data?.file ?? []);
  for (const file of files.toSorted().toReversed()) {
    const at = momentOf(file);
    const read = content.safeParse(jsonIn((await readTextIfThere(root, `${folder}/${file}`)) ?? ''));
    if (at !== undefined && read.success && isWanted(read.data))
      return { at, path: `${folder}/${file}`, content: read.data };
  }
  return undefined;
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
