const inFolder = /^[\w.@+{},*[\]-]+(?:\/[\w.@+{},*[\]-]*)+$/;
const fileName = /^[\w@+-][\w.@+-]*\.(?:[a-z][a-z0-9]{0,5}|\{[a-z0-9,]+\})$/i;

/** Whether a word in back-ticks names a path or a glob of the workspace, rather than a program, a URL or an option. */
export function looksLikePath(word: string): boolean {
  return (inFolder.test(word) || fileName.test(word)) && isInside(word);
}

export function isInside(path: string): boolean {
  const plain = withoutSlash(path);
  return plain !== '' && !path.startsWith('/') && !plain.split('/').some((part) => part === '..' || part === '.');
}

export function withoutSlash(path: string): string {
  return path.replace(/^\.\//, '').replace(/\/+$/, '');
}
