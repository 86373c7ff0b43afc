import { execFileSync } from 'node:child_process';
import { array, assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../core/secret.ts';
import { commandText } from './command-text.ts';

describe('commandText', () => {
  it('leaves plain words alone and quotes the others', () => {
    expect(commandText({ program: 'npm', args: ['run', 'test:ci'] })).toBe('npm run test:ci');
    expect(commandText({ program: 'git', args: ['commit', '-m', "it's"] })).toBe(`git commit -m 'it'\\''s'`);
    expect(commandText({ program: 'true', args: [''] })).toBe(`true ''`);
  });

  it('shows folder and environment, and never a secret', () => {
    const env = { A: 'x y', TOKEN: new Secret('vault/token', 'hunter22') };
    const text = commandText({ program: 'fly', args: ['deploy'], cwd: 'apps/web', env });
    expect(text).toBe(`cd apps/web && A='x y' TOKEN="$TOKEN" fly deploy`);
  });

  it('lets no control character reach a terminal', () => {
    expect(commandText({ program: 'x', args: ['\u001B[2J', '\u009B'] })).toBe(String.raw`x $'\u001b[2J' $'\u009b'`);
  });

  it('can be pasted into bash', () => {
    const argument = string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''));
    const check = property(array(argument, { minLength: 1, maxLength: 5 }), (args) => {
      const text = commandText({ program: 'printf', args: ['%s\\0', ...args] });
      const printed = execFileSync('bash', ['--norc', '-c', text], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin' },
      });
      expect(printed.toString('utf8').split('\0').slice(0, -1)).toEqual(args);
    });
    assert(check, { numRuns: 60 });
  });
});
