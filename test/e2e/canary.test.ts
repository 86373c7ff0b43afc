import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { Failure } from '../../src/core/failure.ts';
import type { RunEvent } from '../../src/core/event.ts';
import { Secret } from '../../src/core/secret.ts';
import { verifyRun } from '../../src/evidence/verify.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import type { FinishedRun } from '../../src/run/carry-out.ts';
import { start } from '../../src/run/testing/start.ts';
import { createWorkspace, direction, type TestWorkspace } from '../../src/run/testing/workspace.ts';
import { loadTrust } from '../../src/run/trust.ts';
import { canaries, known, unknown } from './canary/canaries.ts';
import { bindings, leaking, tasks } from './canary/catalogue.ts';
import { findBelow, findIn } from './canary/find.ts';
import { openSinks, type Sinks } from './canary/sinks.ts';

const order = direction(tasks.map((task) => `Leak by ${task}`))
  .replace('`bash`', '`bash`, `node`, `echo`')
  .replace('`out/`', '`out/`, `scratch/`')
  .replace('3 files', '300 files');
const path = [dirname(process.execPath), process.env['PATH']].join(':');

function workspaceOf(files: Readonly<Record<string, string>> = {}): TestWorkspace {
  return createWorkspace({ 'launch.md': order, 'launch.bindings.yaml': bindings, '.gitignore': 'scratch\n', ...files });
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

/** What a CI runner would obey in what was printed. */
function obeyed(text: string): readonly string[] {
  const ours = /^::(?:group|endgroup|error|warning)\b/;
  return text.split(/\r\n|[\r\n]/).filter((line) => (/^\s*::/.test(line) && !ours.test(line)) || /##\[/.test(line));
}

describe('the search', () => {
  test.each(['base64', 'base64url', 'hex', 'utf16le', 'utf8'] as const)('finds every canary in %s', (encoding) => {
    for (const canary of canaries.filter(isAscii))
      expect(
        findIn(
          'here',
          Buffer.from(Buffer.from(`ab${canary}c`, encoding === 'utf16le' ? encoding : 'utf8').toString(encoding)),
          [canary],
        ),
      ).not.toEqual([]);
  });

  test('finds it in JSON in base64 in JSON, as a bundle holds it, and in HTML, URLs and colours', () => {
    const [plain = '', awkward = ''] = known.map((secret) => secret.reveal());
    const bundle = JSON.stringify({ payload: Buffer.from(JSON.stringify({ awkward })).toString('base64') });
    expect(findIn('bundle', Buffer.from(bundle), canaries).map(({ by }) => by)).toContainEqual(['base64', 'json']);
    expect(findIn('url', Buffer.from(encodeURIComponent(awkward)), canaries)).not.toEqual([]);
    expect(findIn('colours', Buffer.from(`${plain.slice(0, 4)}\u001B[1m${plain.slice(4)}`), canaries)).not.toEqual([]);
    expect(findIn('nothing', Buffer.from('a b c '.repeat(99)), canaries)).toEqual([]);
  });
});

describe.each([
  { how: 'that the run was told', told: known },
  { how: 'that only the child was handed', told: [] },
])('canaries $how', ({ told }) => {
  let workspace: TestWorkspace;
  let sinks: Sinks;
  let run: FinishedRun;
  const events: RunEvent[] = [];

  beforeAll(async () => {
    workspace = workspaceOf();
    sinks = openSinks();
    const watch = (event: RunEvent): void => {
      events.push(event);
      sinks.watch(event);
    };
    run = await start(workspace, { secrets: told, catalogue: leaking(), watch, childEnv: { PATH: path } });
    sinks.finish(run);
  }, 120_000);
  afterAll(() => workspace.remove());

  test('were printed, in every way, and counted', () => {
    const [child] = run.record.tasks;
    expect(child?.actions[0]?.commands[0]).toMatchObject({ exitCode: 0 });
    for (const { name } of known) expect(child?.redactions?.names[name]).toBeGreaterThan(15);
    for (const rule of ['jwt', 'github-token', 'url-password', 'private-key', 'bearer'])
      expect(child?.redactions?.names[rule]).toBeGreaterThan(3);
    expect(run.record.tasks.map(({ verdict }) => verdict)).toEqual([
      'failed',
      'unknown',
      'failed',
      'failed',
      'failed',
      'failed',
    ]);
  });

  test('are in no file of the run, whatever one decodes, and in no name', async () => {
    expect(await findBelow(run.folder, canaries)).toEqual([]);
  });

  test('are in nothing that was printed, nor in what a watcher was told', () => {
    expect(sinks.find(canaries)).toEqual([]);
    expect(findIn('events', Buffer.from(JSON.stringify(events)), canaries)).toEqual([]);
  });

  test('are refused on a command line', () => {
    expect(run.record.tasks[4]?.reason).toContain('A secret stands in a command line');
    expect(run.record.tasks[4]?.actions[0]?.commands).toEqual([]);
  });

  test('leave evidence that holds, and a page that shows where they were', async () => {
    expect((await verifyRun(run.folder, await loadTrust(workspace.root, process.env))).findings).toEqual([]);
    const page = await readFile(join(run.folder, 'page.html'), 'utf8');
    for (const { name } of known) expect(page).toContain(`[redacted:${name}]`);
    expect(page).toMatch(/Taken out by prestage-redaction\/1: \d+\u00A0secrets \(CANARY_AWKWARD ×\d+/);
  });

  test('and nothing that a terminal or a runner obeys is left in text', async () => {
    const log = await readFile(join(run.folder, 'files/1/leak.child/commands.log'), 'utf8');
    expect(log).toContain('CANARY_PLAIN workflow: ::add-mask::[redacted:CANARY_PLAIN]');
    expect(log).toContain('Author: [redacted:CANARY_PLAIN] <canary@localhost>');
    expect(log).not.toMatch(/[^\P{Cc}\n\t]/u);
    const inCi = [...sinks.written()].filter(([where]) => where.startsWith('github'));
    expect(inCi.map(([, text]) => text).flatMap(obeyed)).toEqual([]);
  });
});

test('a rehearsal that knows no value keeps what rules know out of the copy and all that it prints', async () => {
  const workspace = workspaceOf();
  const sinks = openSinks();
  const { runs, root } = await rehearse({
    workspace: { ...workspace, config: { ...workspace.config, rehearse: ['launch.md'] } },
    load: async (copy) => ({ ...workspace, root: copy }),
    files: [],
    selection: {},
    catalogue: leaking([]),
    clock: systemClock,
    watch: (event) => sinks.watch(event),
    version: '0.0.0',
    env: { PATH: path },
    node: process.execPath,
  });
  for (const run of runs) sinks.finish(run);
  const secrets = canaries.filter((canary) => Object.values(unknown).some((text) => text.includes(canary)));
  expect(runs[0]?.record.tasks[0]?.redactions?.names['jwt']).toBeGreaterThan(3);
  expect(await findBelow(join(root, 'artifacts'), secrets)).toEqual([]);
  expect(sinks.find(secrets)).toEqual([]);
  workspace.remove();
}, 120_000);

test.each(['launch.md', 'launch.bindings.yaml'])(
  'a canary in %s stops the run, and is not in what it says',
  async (file) => {
    const [, awkward] = known;
    const text = `${file === 'launch.md' ? order : bindings}\n<!-- # ${awkward?.reveal()} -->\n`;
    const workspace = workspaceOf({
      [file]: file.endsWith('.yaml') ? text.replace('<!-- ', '').replace(' -->', '') : text,
    });
    const failure = await start(workspace, { secrets: known, catalogue: leaking() }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ data: { code: 'run.secret-in-text', file, line: text.split('\n').length - 1 } });
    const sinks = openSinks();
    if (failure instanceof Failure) sinks.fail(failure);
    expect([...sinks.written().values()].join('')).toContain('[redacted:CANARY_AWKWARD]');
    expect(sinks.find(canaries)).toEqual([]);
    workspace.remove();
  },
);

test('a secret that is too short to be kept out stops the run before it starts, by its name', async () => {
  const workspace = workspaceOf();
  const failure = await start(workspace, { secrets: [new Secret('PIN', '4711')] }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ data: { code: 'evidence.secret-short', what: expect.stringContaining('PIN') } });
  expect(JSON.stringify(failure)).not.toContain('4711');
  workspace.remove();
});

test('what a run dies of leaves it without them', async () => {
  const workspace = workspaceOf();
  const words = known.map((secret) => secret.reveal()).join(' ');
  for (const error of [new Failure({ code: 'a.b', what: words, why: words, fix: words }), new TypeError(words)]) {
    const watch = (): never => {
      throw error;
    };
    const died = await start(workspace, { secrets: known, catalogue: leaking(), watch }).catch(
      (thrown: unknown) => thrown,
    );
    const said = died instanceof Error ? [died.message, died.stack, JSON.stringify(died)].join('\n') : '';
    expect(said).toContain('[redacted:CANARY_AWKWARD]');
    expect(findIn('error', Buffer.from(said), canaries)).toEqual([]);
  }
  workspace.remove();
});

test('a failure outside of a run prints no token and no password of an address', () => {
  const words = Object.values(unknown).join(' ');
  const sinks = openSinks();
  sinks.fail(new Failure({ code: 'a.b', what: words, why: words, fix: words, problems: [] }));
  expect(sinks.find(canaries)).toEqual([]);
});
