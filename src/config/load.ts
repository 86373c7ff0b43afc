import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure } from '../core/failure.ts';
import type { Workspace } from '../core/workspace.ts';
import { parseConfig } from './parse.ts';

export const configFile = 'prestage.config.ts';

/** Opens the workspace at `root` (absolute). Throws `Failure` when there is no config or it is not valid. */
export async function loadWorkspace(root: string): Promise<Workspace> {
  const path = join(root, configFile);
  if (!existsSync(path)) throw missingConfig(root);
  const config = parseConfig(await importDefault(path), configFile);
  return { root, config, settings: (area) => Reflect.get(config, area) };
}

function missingConfig(root: string): Failure {
  return new Failure({
    code: 'config.missing',
    what: `There is no ${configFile}`,
    why: `${root} is not a workspace of Prestage`,
    fix:
      `Go to the folder that has it, or name it with --workspace DIR. To make a workspace here, write ${configFile}: ` +
      "`import { defineConfig } from 'prestage'; export default defineConfig({ rehearse: ['launch.md'] });`",
  });
}

function noDefault(): Failure {
  return new Failure({
    code: 'config.no-default',
    what: `${configFile} exports no config`,
    why: 'a config is the default export of its file, and it has none',
    fix: 'Write `export default defineConfig({ … })` in it.',
    file: configFile,
  });
}

async function importDefault(path: string): Promise<unknown> {
  const hooks = resolveOurselves();
  try {
    const module = await importConfig(pathToFileURL(path).href);
    if (typeof module === 'object' && module !== null && 'default' in module) return module.default;
    throw noDefault();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure({
      code: 'config.unreadable',
      what: `${configFile} cannot be loaded`,
      why: error instanceof Error ? error.message : String(error),
      fix: 'Mend the file; it is TypeScript that Node runs as it is: `export default defineConfig({ … })`.',
      file: configFile,
    });
  } finally {
    hooks.deregister();
  }
}

/**
 * A config without types is JavaScript already, and is taken as such: what Node takes types out with costs 40 MB and 50 ms.
 * A `<` could be either's, and types are no JavaScript: then it is done Node's way.
 */
async function importConfig(href: string): Promise<unknown> {
  const source = readFileSync(new URL(href), 'utf8');
  if (source.includes('<')) return import(href);
  const hooks = registerHooks({
    load: (url, context, next) =>
      url === `${href}?plain` ? { format: 'module', source, shortCircuit: true } : next(url, context),
  });
  try {
    return await import(`${href}?plain`);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return await import(href);
  } finally {
    hooks.deregister();
  }
}

/** `import … from 'prestage'` in a config means the Prestage that reads it, installed in the workspace or not. */
function resolveOurselves(): { deregister(): void } {
  const own = new URL(import.meta.url.endsWith('.ts') ? '../public.ts' : '../public.js', import.meta.url).href;
  return registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'prestage' ? { url: own, shortCircuit: true } : next(specifier, context),
  });
}
