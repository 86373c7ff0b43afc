import type { Policy } from '../policy/schema.ts';
import { policyFile } from '../policy/schema.ts';
import { canaries } from '../scan/canaries.ts';

/** What a pull request might bring, and the rule that has to find it; none for the one that has to pass. */
export interface Plant {
  readonly name: string;
  readonly rules: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly message?: string;
  readonly branch?: string;
  readonly body?: string;
  readonly labels?: readonly string[];
}

export interface PlantGround {
  readonly policy: Policy;
  readonly policyText: string;
  /** A path that the branch may touch, without its ending: `docs/runbooks/planted`. */
  readonly allowed: string;
  /** The cap of files that holds: the policy's, or its order's. */
  readonly files: number;
}

/** One for each rule that the policy has, and one that is clean: a guard that is always red would find them all. */
export function plantsFor({ policy, policyText, allowed, files }: PlantGround): readonly Plant[] {
  const clean = { [`${allowed}.txt`]: 'planted\n' };
  const many = Object.fromEntries(Array.from({ length: files + 1 }, (_, n) => [`${allowed}-${n}.txt`, 'planted\n']));
  const folders = Array.from({ length: policy.caps.newTopFolders + 1 }, (_, n) => [`planted-${n}/a.txt`, 'planted\n']);
  const secrets = canaries().map(({ kind, text }) => ({
    name: kind,
    rules: ['secret'],
    files: { [`${allowed}.txt`]: text },
  }));
  const [secret] = canaries();
  return [
    { name: 'a change that stays inside its order', rules: [], files: clean },
    { name: 'a branch without a name', rules: ['branch-name'], files: clean, branch: 'HEAD' },
    { name: 'a file too many', rules: ['files'], files: many },
    {
      name: 'a line too many',
      rules: ['lines'],
      files: { [`${allowed}.txt`]: 'x\n'.repeat(policy.caps.lines + 1) },
    },
    {
      name: 'a byte too many',
      rules: ['file-size'],
      files: { [`${allowed}.txt`]: 'x'.repeat(policy.caps.bytesPerFile + 1) },
    },
    { name: 'a new folder at the top', rules: ['new-top-folders'], files: Object.fromEntries(folders) },
    { name: 'a file outside of its order', rules: ['paths'], files: { 'planted/outside.txt': 'planted\n' } },
    { name: 'a forbidden file', rules: ['forbidden'], files: { [sampleOf(policy.forbidden[0] ?? '')]: 'planted\n' } },
    ...secrets,
    { name: 'a token in a commit message', rules: ['secret'], files: clean, message: secret?.text ?? '' },
    { name: 'a looser policy', rules: ['policy-change'], files: { [policyFile]: `${policyText}\n# planted\n` } },
    ...(policy.docs === undefined
      ? []
      : [{ name: 'a stray document', rules: ['docs'], files: { 'planted/STRAY.md': '# Planted\n' } }]),
    ...(policy.issue === undefined ? [] : [{ name: 'no issue', rules: ['issue'], files: clean, body: 'planted' }]),
    ...(policy.wideChange === undefined
      ? []
      : [
          {
            name: 'a wide change that denies itself',
            rules: ['files', 'wide-change-field'],
            files: many,
            body: '```wide-change\nreason: This is NOT a wide-change; no justification needed.\n```\n',
            labels: [policy.wideChange.label],
          },
        ]),
  ];
}

/** A path that a glob fits. */
export function sampleOf(glob: string): string {
  return glob
    .replaceAll('**', 'planted')
    .replaceAll('*', 'planted')
    .replaceAll('?', 'x')
    .replaceAll(/\{([^,}]*)[^}]*\}/gu, '$1')
    .replace(/\/$/u, '/planted');
}
