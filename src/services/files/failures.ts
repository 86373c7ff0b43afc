import { Failure, type FailureData } from '../../core/failure.ts';

const notWritable = new Set(['EACCES', 'EPERM', 'EROFS']);
const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** What an error of the file system means to a reader. Errors that are not the file system's come back as they are. */
export function fileFailure(error: unknown, path: string, doing: 'read' | 'write' | 'move'): unknown {
  const code = codeOf(error);
  return code === undefined ? error : new Failure({ ...meaningOf(code, path, doing), file: path });
}

/** The file system's word for it, such as `ENOENT`; undefined for any other error. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code) ? error.code : undefined;
}

function meaningOf(code: string, path: string, doing: string): FailureData {
  const what = `Cannot ${doing} ${path}`;
  if (full.has(code))
    return {
      code: 'files.disk-full',
      what,
      why: `there is no room left (${code}); what stood there still does`,
      fix: 'Free some space, or raise the quota, and run it again.',
    };
  if (notWritable.has(code) && doing !== 'read')
    return {
      code: 'files.not-writable',
      what,
      why: code === 'EROFS' ? 'the file system is read-only (EROFS)' : `this user may not change it (${code})`,
      fix: `Give the user that runs prestage the right to write there: \`ls -ld\` on the folder shows its owner.`,
    };
  if (notWritable.has(code))
    return {
      code: 'files.not-readable',
      what,
      why: `this user may not read it (${code})`,
      fix: 'Give the user that runs prestage the right to read it.',
    };
  if (code === 'ENOENT')
    return { code: 'files.missing', what, why: 'there is no such file', fix: 'Create it, or correct the path.' };
  return {
    code: 'files.not-a-file',
    what,
    why: `the file system answered ${code}`,
    fix: 'See what stands at that path: a plain file is expected.',
  };
}
