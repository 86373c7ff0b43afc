import { z } from 'zod';
import { Failure } from '../../core/failure.ts';
import { readText } from '../../services/files/read.ts';

const manifest = z.looseObject({ scripts: z.record(z.string(), z.string()).default({}) });

/** Throws Failure `checks.bad-package-json`. */
export async function scriptsOf(root: string): Promise<Readonly<Record<string, string>>> {
  const text = await readText(root, 'package.json');
  try {
    return manifest.parse(JSON.parse(text)).scripts;
  } catch {
    throw new Failure({
      code: 'checks.bad-package-json',
      what: 'Cannot read the scripts of package.json',
      why: 'it is not the JSON that npm reads',
      fix: 'Correct it: `npm pkg get scripts` must print them.',
      file: 'package.json',
    });
  }
}
