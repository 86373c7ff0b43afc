import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../core/clock.ts';
import { createExec } from '../../../services/process/exec.ts';
import { createRedactor } from '../../../evidence/redact.ts';
import { createWorkspace, type TestWorkspace } from '../../testing/workspace.ts';
import { compareSnapshots } from './compare.ts';
import { digestOf, takeSnapshot, type Snapshot } from './snapshot.ts';
import { watchTree, type Touch, type TreeWatch } from './watch.ts';

let workspace: TestWorkspace;
let outside: string;
let watch: TreeWatch;
const evidence = 'artifacts/ops/runs/now';

beforeEach(async () => {
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'prestage-outside-')));
  writeFileSync(join(outside, 'theirs'), 'theirs');
  workspace = createWorkspace({
    'a.txt': 'one\n',
    'docs/b.md': 'two\n',
    'docs/run.sh': 'echo\n',
    '.gitignore': 'ignored/\nmodules\n',
    'ignored/cache': 'old',
    '.prestage/keys/runner.pem': 'key',
    [`${evidence}/journal.jsonl`]: 'line',
    'artifacts/ops/runs/before/journal.jsonl': 'line',
  });
  symlinkSync(outside, at('modules'));
  watch = await watchTree({ root: workspace.root, evidence, exec: exec(), behindLinks: true });
});
afterEach(() => {
  workspace.remove();
  rmSync(outside, { recursive: true });
});

const at = (path: string): string => join(workspace.root, path);
const exec = () =>
  createExec({
    root: workspace.root,
    env: { PATH: process.env['PATH'] ?? '' },
    redactor: createRedactor([]),
    clock: systemClock,
  });
const words = (touches: readonly Touch[]): string[] => touches.map(({ kind, path }) => `${kind} ${path}`);

describe('the tree, before and after', () => {
  it('is the same when nothing was done, looked at or listed', () => {
    readFileSync(at('a.txt'));
    statSync(at('docs'));
    expect(watch.look()).toEqual([]);
  });

  it('tells every kind of change, and each once', () => {
    writeFileSync(at('a.txt'), 'longer than before\n');
    writeFileSync(at('ignored/cache'), 'new');
    writeFileSync(at('ignored/more'), 'new');
    chmodSync(at('docs/run.sh'), 0o755);
    renameSync(at('docs/b.md'), at('docs/c.md'));
    mkdirSync(at('empty'));
    expect(words(watch.look())).toEqual([
      'changed a.txt',
      'deleted docs/b.md',
      'added docs/c.md',
      'mode docs/run.sh',
      'changed ignored/cache',
      'added ignored/more',
    ]);
    expect(watch.look()).toEqual([]);
  });

  it('sees a write that kept the size and put the times back', async () => {
    await setTimeout(50);
    watch.look();
    const { atime, mtime } = statSync(at('a.txt'));
    writeFileSync(at('a.txt'), 'ONE\n');
    utimesSync(at('a.txt'), atime, mtime);
    expect(words(watch.look())).toEqual(['changed a.txt']);
  });

  it('sees a write of the same size at once after the look before', () => {
    for (let round = 0; round < 20; round += 1) {
      writeFileSync(at('a.txt'), `${round % 2}ne\n`);
      expect(words(watch.look())).toEqual(['changed a.txt']);
    }
  });

  it('sees a folder become a link out of the tree, and where it leads', () => {
    rmSync(at('docs'), { recursive: true });
    symlinkSync(outside, at('docs'));
    symlinkSync('/nowhere/yet', at('dangling'));
    symlinkSync('a.txt', at('inside'));
    const found = watch.look();
    expect(words(found)).toEqual([
      'added dangling',
      'added docs',
      'deleted docs/b.md',
      'deleted docs/run.sh',
      'added inside',
    ]);
    expect(found.map(({ path, leadsTo }) => [path, leadsTo]).filter(([, to]) => to !== undefined)).toEqual([
      ['dangling', '/nowhere/yet'],
      ['docs', outside],
    ]);
  });

  it('sees writes behind a link that leads out', () => {
    writeFileSync(at('modules/theirs'), 'changed by us');
    writeFileSync(at('modules/new'), 'x');
    expect(watch.look()).toEqual([]);
    expect(watch.lookBehindLinks().map(({ path }) => path)).toEqual(['modules/new', 'modules/theirs']);
  });

  it('leaves out this run’s evidence and Prestage’s own folder, not other runs’ evidence', () => {
    writeFileSync(at(`${evidence}/journal.jsonl`), 'more');
    writeFileSync(at('.prestage/keys/runner.pem'), 'other');
    writeFileSync(at('artifacts/ops/runs/before/journal.jsonl'), 'changed');
    expect(words(watch.look())).toEqual(['changed artifacts/ops/runs/before/journal.jsonl']);
  });

  it('tells of the repository what decides over later commands and what commits move', () => {
    writeFileSync(at('.git/hooks/pre-commit'), '#!/bin/sh\n', { mode: 0o755 });
    workspace.git('config', 'core.hooksPath', '/tmp/x');
    workspace.git('add', '--all');
    writeFileSync(at('.git/info/attributes'), '* filter=x\n');
    workspace.git('update-index', '--refresh');
    expect(words(watch.look()).map((line) => line.replace('changed', 'added'))).toEqual([
      'added .git/config',
      'added .git/hooks/pre-commit',
      'added .git/info/attributes',
    ]);
    workspace.git('config', '--unset', 'core.hooksPath');
    watch.look();
    workspace.git(
      '-c',
      'user.name=T',
      '-c',
      'user.email=t@localhost',
      '-c',
      'core.hooksPath=/dev/null',
      'commit',
      '--allow-empty',
      '--quiet',
      '-m',
      'x',
    );
    expect(words(watch.look())).toEqual(['changed .git/refs/heads/main']);
  });

  it('tells of a further work tree its own head and the config that it shares, not the others’ commits', async () => {
    const linked = join(outside, 'linked');
    workspace.git('worktree', 'add', '--quiet', linked);
    const there = await watchTree({
      root: linked,
      evidence,
      exec: createExec({
        root: linked,
        env: { PATH: process.env['PATH'] ?? '' },
        redactor: createRedactor([]),
        clock: systemClock,
      }),
      behindLinks: false,
    });
    workspace.git('-c', 'user.name=T', '-c', 'user.email=t@localhost', 'commit', '--allow-empty', '--quiet', '-m', 'x');
    workspace.git('config', 'a.b', 'c');
    expect(words(there.look())).toEqual(['changed .git/commondir/config']);
  });
});

describe('a comparison', () => {
  const name = fc.constantFrom('a', 'b', 'c/d', 'c/e', 'f/g/h');
  const deed = fc.oneof(
    fc.record({ do: fc.constant('write' as const), path: name, text: fc.string() }),
    fc.record({ do: fc.constant('remove' as const), path: name, text: fc.constant('') }),
  );

  it('names exactly the files that differ, whatever was done to them', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 8 }), fc.array(deed, { maxLength: 8 }), (first, second) => {
        const root = mkdtempSync(join(tmpdir(), 'prestage-compare-'));
        const look = (): Snapshot => takeSnapshot([{ place: root, label: '', leaveOut: () => false }]);
        const contents = (): Map<string, string> =>
          new Map(
            ['a', 'b', 'c/d', 'c/e', 'f/g/h']
              .filter((path) => existsSync(join(root, path)))
              .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
          );
        const act = (deeds: typeof first): void => {
          for (const { do: what, path, text } of deeds) {
            mkdirSync(dirname(join(root, path)), { recursive: true });
            if (what === 'write') writeFileSync(join(root, path), text);
            else if (existsSync(join(root, path))) unlinkSync(join(root, path));
          }
        };
        act(first);
        const [before, was] = [look(), contents()];
        act(second);
        const named = new Set(
          compareSnapshots(before, look(), (path) => digestOf(join(root, path))).map(({ path }) => path),
        );
        const now = contents();
        const differing = [...new Set([...was.keys(), ...now.keys()])].filter(
          (path) => was.get(path) !== now.get(path),
        );
        expect(differing.filter((path) => !named.has(path))).toEqual([]);
        for (const path of named) expect(second.map((each) => each.path)).toContain(path);
        rmSync(root, { recursive: true });
      }),
      { numRuns: 60 },
    );
  });
});
