import { z } from 'zod';
import { Failure } from '../../../core/failure.ts';
import type { Ask, Found, Given } from './ask.ts';

/** What concerns us of a fly.toml; the rest is Fly's. */
const schema = z.object({
  app: z.string().optional(),
  env: z.record(z.string(), z.unknown()).default({}),
  files: z.array(z.object({ secret_name: z.string().optional() })).default([]),
  experimental: z
    .object({
      attached: z
        .object({ secrets: z.object({ export: z.record(z.string(), z.string()).default({}) }).optional() })
        .optional(),
    })
    .optional(),
});

/** `[env]`, `[[files]]` and attached secrets. Throws Failure `secrets.code-unreadable`. */
export async function scanFlyToml(text: string, file: string): Promise<Found> {
  const { app, env, files, experimental } = await parsed(text, file);
  const own = app === undefined ? {} : { app };
  const where = { kind: 'fly', ...own } as const;
  const given = Object.keys(env).map((name): Given => ({ name, file, line: lineOfKey(text, name), fly: own }));
  const mounted = files.flatMap(({ secret_name: name }): readonly Ask[] =>
    name === undefined ? [] : [{ name, file, line: lineOfWord(text, name), isOptional: false, where }],
  );
  const attached = Object.entries(experimental?.attached?.secrets?.export ?? {})
    .flat()
    .filter((name) => /^[A-Za-z_]\w*$/u.test(name))
    // Which side is the secret is not documented: both are named, and neither is demanded.
    .map((name): Ask => ({ name, file, line: lineOfWord(text, name), isOptional: true, where }));
  return { asks: [...mounted, ...attached], given };
}

async function parsed(text: string, file: string): Promise<z.infer<typeof schema>> {
  // Loaded here: nothing else of the area needs it.
  const { parse } = await import('smol-toml');
  try {
    return schema.parse(parse(text));
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new Failure({
      code: 'secrets.code-unreadable',
      what: `What ${file} asks for is not known`,
      why: `it is no fly.toml that can be read: ${why}`,
      fix: 'Mend it: `fly config validate` says where.',
      file,
    });
  }
}

/** The parser gives no lines; the first that begins with the key, else the first of all. */
function lineOfKey(text: string, name: string): number {
  return lineWhere(
    text,
    (line) => line.replaceAll(/["']/gu, '').trim().startsWith(`${name} `) || line.includes(`${name}=`),
  );
}

function lineOfWord(text: string, name: string): number {
  return lineWhere(text, (line) => !line.trimStart().startsWith('#') && line.split(/\W+/u).includes(name));
}

function lineWhere(text: string, fits: (line: string) => boolean): number {
  return Math.max(0, text.split('\n').findIndex(fits)) + 1;
}
