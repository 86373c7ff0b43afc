import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { interpreterOf } from '../../../services/process/interpreter.ts';
import { ofPackages, type Allowance } from './allowance.ts';
import { wellKnown } from './known.ts';
import type { ModuleTool } from './module-tools.ts';
import { nodeStubScript, shimScript, stubScript } from './shim-script.ts';

/** What stands in a place in a child's view. */
interface Laid {
  readonly at: string;
  readonly from: string;
}

/** Shims in the very places of tools that packages bring. */
export interface Covers {
  readonly path: string;
  /** Folders of programs, with shims in the tools' places, and files that shims stand over. */
  readonly covered: readonly Laid[];
  /** Folders of packages, once more and uncovered, where the shims find what they stand for. */
  readonly again: readonly Laid[];
  /** The native programs that may run and that shims stand over, by name: absolute, as they lie on the machine. */
  readonly behindShims: readonly (readonly [name: string, path: string])[];
  /** Where that is for a program; the program itself when it is not covered. */
  readonly behind: (program: string) => string;
}

/** Where covers are written. */
export interface CoverPlaces {
  /** Shims, and folders of them. */
  readonly path: string;
  /** Mount points. */
  readonly behind: string;
  /** The pipe that calls are recorded in. */
  readonly log: string;
}

/**
 * A tool that is neither allowed nor well known is the packages' own affair, as it would not be on PATH. A script that is
 * allowed stays as it is, for its interpreter and its neighbours to read: its shim stands in the `.bin` alone.
 */
export function writeCovers(
  { path, behind, log }: CoverPlaces,
  allowance: Allowance,
  tools: readonly ModuleTool[],
): Covers {
  mkdirSync(path);
  const allowed = ofPackages(allowance);
  const mayRun = ({ name }: ModuleTool): boolean => !allowed.limited || allowed.tools.has(name);
  const held = tools.filter((tool) => allowed.tools.has(tool.name) || wellKnown.includes(tool.name));
  const mayUseNode = !allowed.limited || allowed.tools.has('node');
  const isForNode = (tool: ModuleTool): boolean => !tool.isNative && !mayRun(tool) && isNodeScript(tool.path);
  const doors = doorsTo(behind, held);
  const hasUptime = existsSync('/proc/uptime');
  const shims = held.map((tool, index) => {
    const from = join(path, `${index}-${tool.name}`);
    const shim = { name: tool.name, log, hasUptime };
    const real = doors.to(tool.path);
    writeFileSync(from, mayRun(tool) ? shimScript({ ...shim, real }, allowed) : stubScript(shim, allowed), {
      mode: 0o555,
    });
    if (isForNode(tool) && mayUseNode) writeFileSync(`${from}.js`, nodeStubScript(from), { mode: 0o555 });
    return { tool, from };
  });
  const files = shims
    .filter(({ tool }) => tool.isNative || !mayRun(tool))
    .map(({ tool, from }): Laid => ({ at: tool.path, from: isForNode(tool) && mayUseNode ? `${from}.js` : from }));
  const bins = Map.groupBy(shims, ({ tool }) => tool.bin);
  const folders = [...bins].flatMap(([bin, those], index): Laid[] => {
    if (bin === undefined) return [];
    const names = new Map(those.map(({ tool, from }) => [tool.name, from]));
    return [{ at: bin, from: writeBin(join(path, `bin-${index}`), bin, names) }];
  });
  chmodSync(path, 0o555);
  return {
    path,
    covered: [...new Map([...files, ...folders].map((each) => [each.at, each])).values()],
    again: doors.again,
    behindShims: held
      .filter((tool) => tool.isNative && mayRun(tool))
      .map(({ name, path: real }) => [name, real] as const),
    behind: (program) => (held.length === 0 ? program : doors.to(realpathSync(program))),
  };
}

function isNodeScript(path: string): boolean {
  const interpreter = interpreterOf(path);
  return /\.[cm]?js$/.test(path) || interpreter?.name === 'node' || interpreter?.path?.endsWith('/node') === true;
}

/** A second place for each folder of packages, and each tool by itself; packages find one another only under that folder's own name. */
function doorsTo(behind: string, held: readonly ModuleTool[]) {
  const places = new Map<string, string>();
  const modulesOf = new Map(held.map(({ path, modules }) => [path, modules]));
  for (const modules of new Set(modulesOf.values()))
    places.set(modules, join(behind, String(places.size), modulesOf.has(modules) ? basename(modules) : 'node_modules'));
  for (const [modules, place] of places) {
    mkdirSync(modulesOf.has(modules) ? dirname(place) : place, { recursive: true });
    // A file has no place but on a file.
    if (modulesOf.has(modules)) writeFileSync(place, '');
  }
  return {
    again: [...places].map(([from, at]): Laid => ({ at, from })),
    to(program: string): string {
      const modules = modulesOf.get(program);
      const place = modules === undefined ? undefined : places.get(modules);
      return modules === undefined || place === undefined ? program : `${place}${program.slice(modules.length)}`;
    },
  };
}

/** A `.bin` as it is, but for what the shims stand for. What is no link there is a small script. */
function writeBin(path: string, bin: string, shims: ReadonlyMap<string, string>): string {
  mkdirSync(path);
  for (const entry of readdirSync(bin, { withFileTypes: true })) {
    const [from, to] = [join(bin, entry.name), join(path, entry.name)];
    const shim = shims.get(entry.name);
    if (shim !== undefined) copyFileSync(shim, to);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
    else if (entry.isFile()) copyFileSync(from, to);
  }
  return path;
}
