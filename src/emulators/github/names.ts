import { GitHubError, invalid } from './answers.ts';

/** Stored in capitals, whatever was written. */
export function readName(text: string): string {
  if (!/^[A-Za-z_]\w*$/u.test(text))
    throw invalid(
      'Secret names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or underscores (_).',
    );
  if (/^github_/iu.test(text)) throw invalid('Secret names must not start with GITHUB_.');
  return text.toUpperCase();
}

const mostBytes = 48 * 1024;

export function refuseLarge(value: Uint8Array | string): void {
  if (Buffer.byteLength(value) > mostBytes) throw invalid('Secret value is too large: it must be at most 48 KB.');
}

export function refuseOneMore(what: string, count: number, most: number): void {
  if (count >= most) throw new GitHubError(422, `${what} limit reached: at most ${most}.`);
}
