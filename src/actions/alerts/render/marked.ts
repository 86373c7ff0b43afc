import { digestOf } from '../../../services/files/digest.ts';

const first = '# Written by `prestage alerts render` from prestage.config.ts: change it there.';

/** A file of ours: its first lines say so, and carry the digest of the rest. */
export function marked(body: string): string {
  return `${first}\n# sha256 of what follows: ${digestOf(body)}\n${body}`;
}

/** Whose work the file is: as it was rendered once, edited since, or never ours. */
export function authorOf(text: string): 'ours' | 'edited' | 'theirs' {
  const [head = '', digest = '', ...rest] = text.split('\n');
  if (head !== first) return 'theirs';
  return digest === `# sha256 of what follows: ${digestOf(rest.join('\n'))}` ? 'ours' : 'edited';
}
