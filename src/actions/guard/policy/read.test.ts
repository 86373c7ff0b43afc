import { describe, expect, it } from 'vitest';
import { policy } from '../testing/case.ts';
import { readPolicy } from './read.ts';

describe('the policy', () => {
  it.each([
    ['an unknown key', policy.replace('forbidden:', 'forbiden:')],
    ['an unknown key inside', policy.replace('files: 5', 'file: 5')],
    ['a key twice', `${policy}caps: { files: 9, lines: 1, bytesPerFile: 1, newTopFolders: 0 }\n`],
    ['nothing that is forbidden', policy.replace(/forbidden:.*/u, 'forbidden: []')],
    ['no branch', policy.replace(/branches:[\s\S]*caps:/u, 'branches: []\ncaps:')],
    ['a pattern that is none', policy.replace("'chore/.+'", "'chore/('")],
    ['a wide change that is narrower', policy.replace('files: 100', 'files: 5')],
    ['one label for both', policy.replace('label: policy-change', 'label: wide-change')],
    ['no YAML', '{'],
    ['nothing', ''],
  ])('with %s is none', (_name, text) => {
    expect(text).not.toBe(policy);
    expect(() => readPolicy(text)).toThrow('guard.policy.yaml of the base is no policy');
  });

  it('says which key it does not know, and which one is near', () => {
    expect(() => readPolicy(policy.replace('forbidden:', 'forbiden:'))).toThrow('did you mean `forbidden`?');
  });
});
