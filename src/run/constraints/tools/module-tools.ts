import {
  accessSync,
  closeSync,
  constants,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
  type Dirent,
} from 'node:fs';
import { join, parse } from 'node:path';

/** A tool that a package brings, and that a direction would have to allow if it stood on PATH. */
export interface ModuleTool {
  readonly name: string;
  /** What is executed, absolute and without links. */
  readonly path: string;
  /** The outermost folder of packages that it lies in, absolute and without links; itself, where it is no package's. */
  readonly modules: string;
  /** The `.bin` that it stands in. */
  readonly bin?: string;
  /** Whether the system loads it by itself; a script can be handed to its interpreter whatever its mode says. */
  readonly isNative: boolean;
}

/**
 * Tools of these names below a folder of packages: what stands in a `.bin`, which npm puts in front of PATH, and the native
 * programs that such scripts start. A link out of the folder is the workspace's own, and left out.
 */
export function findModuleTools(modules: string, isWanted: (name: string) => boolean): readonly ModuleTool[] {
  const found: ModuleTool[] = [];
  const waiting = [modules];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) waiting.push(path);
      else if (folder.endsWith('/.bin')) {
        const real = isWanted(entry.name) ? fileBehind(path) : undefined;
        if (real?.startsWith(`${modules}/`) === true)
          found.push({ name: entry.name, path: real, modules, bin: folder, isNative: isNative(real) });
      } else if (entry.isFile() && isWanted(nameOf(entry.name)) && isNative(path))
        found.push({ name: nameOf(entry.name), path, modules, isNative: true });
    }
  }
  return found;
}

/** `bun.exe` is what one package calls its program everywhere. */
function nameOf(file: string): string {
  const { name, ext } = parse(file);
  return ext === '.exe' ? name : file;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function fileBehind(path: string): string | undefined {
  try {
    const real = realpathSync(path);
    return statSync(real).isFile() ? real : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the system loads it by itself. */
export function isNative(path: string): boolean {
  const bytes = Buffer.alloc(4);
  try {
    accessSync(path, constants.X_OK);
    const file = openSync(path, 'r');
    try {
      readSync(file, bytes);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
  return bytes.equals(Buffer.from('\u007FELF'));
}
