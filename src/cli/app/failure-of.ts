import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';

/** What a system's refusal means and what to do about it. */
const refusals: Readonly<Record<string, { readonly what: string; readonly fix: string }>> = {
  EACCES: { what: 'may not be read or written', fix: 'Give yourself the right to it, or choose another folder.' },
  EPERM: { what: 'may not be read or written', fix: 'Give yourself the right to it, or choose another folder.' },
  EROFS: { what: 'lies on a read-only file system', fix: 'Choose a workspace that can be written.' },
  ENOSPC: { what: 'does not fit: the disk is full', fix: 'Free some room and start again.' },
  EDQUOT: { what: 'does not fit: your quota is used up', fix: 'Free some room and start again.' },
  ENOENT: { what: 'does not exist', fix: 'Check the path; it is taken from the current folder.' },
  EISDIR: { what: 'is a folder where a file is needed', fix: 'Name a file.' },
  ENOTDIR: { what: 'runs through a file that is no folder', fix: 'Check the path.' },
  EMFILE: { what: 'is one open file too many', fix: 'Raise the limit (`ulimit -n 4096`) and start again.' },
};

/** A write to a file that is open already is refused without its path. */
const saidWithoutPath = new Set(['ENOSPC', 'EDQUOT']);

/** Any thrown value as a `Failure`: ours as they are, the system's refusals in words, all else a fault of Prestage. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return refusalOf(error) ?? internalFailure(error);
}

function refusalOf(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const refusal = refusals[error.code];
  const path = 'path' in error && typeof error.path === 'string' ? error.path : undefined;
  if (refusal === undefined || (path === undefined && !saidWithoutPath.has(error.code))) return undefined;
  const what = `${path ?? 'What was to be written'} ${refusal.what}`;
  return new Failure({ code: 'system.refused', what, why: error.message, fix: refusal.fix });
}

function internalFailure(error: unknown): Failure {
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const at = error instanceof Error ? framesOf(error) : [];
  return new Failure(
    {
      code: 'internal',
      what: 'Prestage itself failed',
      why,
      fix: 'This is a fault of Prestage, not yours. Report it with these lines; nothing that was settled is lost.',
      ...(at.length === 0 ? {} : { tried: at }),
    },
    exitCodes.internal,
  );
}

/** Where it happened, as paths inside the package: no one's folders go into a report. */
function framesOf(error: Error): readonly string[] {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line) && !line.includes('node:'));
  return frames
    .slice(0, 4)
    .map((line) => line.trim().replace(/(?:file:\/\/)?\/[^\s()]*\/(?=(?:src|dist|node_modules)\/)/u, ''));
}
