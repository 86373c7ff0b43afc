/** A line of /proc/self/mountinfo, as far as a sandbox needs it. */
export interface Mount {
  readonly target: string;
  readonly type: string;
  readonly options: readonly string[];
}

/** Reads /proc/self/mountinfo; of several mounts on one folder, the last, which hides the others. */
export function parseMounts(text: string): readonly Mount[] {
  const mounts = new Map<string, Mount>();
  for (const line of text.split('\n')) {
    const [left = '', right = ''] = line.split(' - ');
    const fields = left.split(' ');
    const [target, options] = [fields[4], fields[5]];
    if (target === undefined || options === undefined) continue;
    const path = unescape(target);
    mounts.set(path, { target: path, type: right.split(' ')[0] ?? '', options: options.split(',') });
  }
  return [...mounts.values()];
}

/** The mount that a path lies on. */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
  return mounts
    .filter(({ target }) => target === '/' || path === target || path.startsWith(`${target}/`))
    .toSorted((a, b) => b.target.length - a.target.length)[0];
}

function unescape(field: string): string {
  return field.replaceAll(/\\(\d{3})/g, (_, octal: string) => String.fromCodePoint(Number.parseInt(octal, 8)));
}
