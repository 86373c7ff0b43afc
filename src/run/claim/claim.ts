import { randomBytes } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { sha256 } from '../../evidence/digest.ts';
import { codeOf, fileFailure } from '../../services/files/failures.ts';
import { isRunning, ownIdentity, type ProcessIdentity } from '../../services/process/identity.ts';
import { heldElsewhere, heldHere } from './refuse.ts';

/** Who works on a direction in this workspace. */
export interface Holder extends ProcessIdentity {
  readonly run: string;
  /** The direction's path in the workspace. */
  readonly direction: string;
}

const holderSchema: z.ZodType<Holder> = z.strictObject({
  pid: z.int().positive(),
  started: z.string(),
  host: z.string(),
  boot: z.string(),
  table: z.string(),
  run: z.string(),
  direction: z.string(),
});

export interface Claim {
  /** Never throws: what was not given back ends with the process. */
  release(): Promise<void>;
}

/** Where claims lie, in a folder that is never tracked. */
const claimsFolder = '.prestage/running';

/**
 * Takes a direction for one run, so that no second one works on it in this workspace at the same time. A holder whose process
 * has ended holds nothing. Throws Failure `run.already-running` with the holder's process and run.
 *
 * The claim with the highest number is the one that counts, and each is linked into place whole: of two that find the same
 * holder gone, one makes the next number. An empty claim was given back; the last one stays, so that numbers only grow.
 */
export async function claimDirection(root: string, direction: string, run: string): Promise<Claim> {
  const folder = join(root, claimsFolder);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(root, '.prestage/.gitignore'), '*\n');
    return await take(folder, { ...ownIdentity(), run, direction });
  } catch (error) {
    throw fileFailure(error, claimsFolder, 'write');
  }
}

/** Who works on a direction now; undefined when nobody does. */
export async function holderOf(root: string, direction: string): Promise<Holder | undefined> {
  const folder = join(root, claimsFolder);
  const holder = await read(folder, direction, await newest(folder, direction));
  return holder === undefined || isRunning(holder) === false ? undefined : holder;
}

async function take(folder: string, holder: Holder): Promise<Claim> {
  const number = await newest(folder, holder.direction);
  const other = await read(folder, holder.direction, number);
  if (other !== undefined) refuse(other, pathOf('', other.direction, number));
  const path = pathOf(folder, holder.direction, number + 1);
  if (!(await linkWhole(path, JSON.stringify(holder)))) return take(folder, holder);
  if ((await newest(folder, holder.direction)) !== number + 1) {
    await rm(path, { force: true });
    return take(folder, holder);
  }
  for (const old of await numbers(folder, holder.direction))
    if (old <= number) await rm(pathOf(folder, holder.direction, old), { force: true });
  return { release: () => truncate(path, 0).catch(() => undefined) };
}

function refuse(holder: Holder, file: string): void {
  const running = isRunning(holder);
  if (running === undefined) throw heldElsewhere(holder, join(claimsFolder, file));
  if (running) throw heldHere(holder);
}

/** False when another was faster. Needs no room for the old one, and is never seen half written. */
async function linkWhole(path: string, text: string): Promise<boolean> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, text, { flag: 'wx', flush: true });
    await link(temporary, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** 0 when nobody ever held it. */
async function newest(folder: string, direction: string): Promise<number> {
  return Math.max(0, ...(await numbers(folder, direction)));
}

async function numbers(folder: string, direction: string): Promise<number[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  const start = `${nameOf(direction)}.`;
  return names
    .filter((name) => name.startsWith(start))
    .map((name) => /^(\d+)\.json$/.exec(name.slice(start.length))?.[1])
    .flatMap((digits) => (digits === undefined ? [] : Number(digits)));
}

async function read(folder: string, direction: string, number: number): Promise<Holder | undefined> {
  const text = await readFile(pathOf(folder, direction, number), 'utf8').catch(() => '');
  return text === '' ? undefined : holderSchema.safeParse(JSON.parse(text)).data;
}

function pathOf(folder: string, direction: string, number: number): string {
  return join(folder, `${nameOf(direction)}.${number}.json`);
}

/** A name that people recognise, and that no other direction has. */
function nameOf(direction: string): string {
  return `${basename(direction, '.md').replaceAll(/[^A-Za-z0-9_-]+/g, '-')}-${sha256(direction).slice(0, 8)}`;
}
