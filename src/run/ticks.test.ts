import { readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateKey } from '../evidence/keys.ts';
import { renderTrustRoot } from '../evidence/trust-root.ts';
import { checkRun } from './prove.ts';
import { start } from './testing/start.ts';
import { createWorkspace, direction, type TestWorkspace } from './testing/workspace.ts';
import { tickDirection, verifyTicks } from './ticks.ts';
import { loadTrust } from './trust.ts';

const bindings = `tasks:
  - task: Write
    run: out.write name=a
done:
  - box: It is there
    check: out.has name=a
  - box: The other one too
    check: out.has name=b
`;

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = createWorkspace({
    'launch.md': direction(['Write it'], ['It is there.', 'The other one too.', 'Nobody looks.']),
    'launch.bindings.yaml': bindings,
  });
});
afterEach(() => workspace.remove());

const file = 'launch.md';
const sidecar = 'launch.bindings.yaml';
/** Settles the box without the task. */
const weaker = `done:
  - box: It is there
    check: out.shell script="true"
`;
const text = (): string => readFileSync(join(workspace.root, file), 'utf8');

describe('ticks', () => {
  it('are rendered from evidence: a link where the box is verified, empty elsewhere', async () => {
    const { folder } = await start(workspace);
    await tickDirection({ root: workspace.root, file, folder, env: process.env });
    expect(text()).toMatch(
      /- \[x\] It is there\. \(\[evidence\]\(artifacts\/ops\/runs\/.+\/statements\/done\.sigstore\.json\)\)/,
    );
    expect(text()).toContain('- [ ] The other one too.\n- [ ] Nobody looks.');
    expect(await verifyTicks(workspace.root, file, process.env)).toEqual([]);
  });

  it('do not make their own evidence stale, and can be rendered again', async () => {
    const { folder } = await start(workspace);
    await tickDirection({ root: workspace.root, file, folder, env: process.env });
    const once = text();
    await tickDirection({ root: workspace.root, file, folder, env: process.env });
    expect(text()).toBe(once);
  });

  it('are findings when a hand made them', async () => {
    workspace.write(file, text().replace('- [ ] Nobody looks.', '- [x] Nobody looks.'));
    expect(await verifyTicks(workspace.root, file, process.env)).toMatchObject([
      { rule: 'ticks.no-evidence', line: 25 },
    ]);
  });

  it('are findings when the evidence says something else', async () => {
    const { folder } = await start(workspace);
    await tickDirection({ root: workspace.root, file, folder, env: process.env });
    const link = /\(\[evidence\]\([^)]+\)\)/.exec(text())?.[0] ?? '';
    workspace.write(file, text().replace('- [ ] The other one too.', `- [x] The other one too. ${link}`));
    expect(await verifyTicks(workspace.root, file, process.env)).toMatchObject([{ rule: 'ticks.not-settled' }]);
  });

  it('are findings when the evidence was changed, and stale when the direction was', async () => {
    const { folder } = await start(workspace);
    await tickDirection({ root: workspace.root, file, folder, env: process.env });
    const ticked = text();
    workspace.write(file, ticked.replace('Prove the run.', 'Prove something else.'));
    expect(await verifyTicks(workspace.root, file, process.env)).toMatchObject([{ rule: 'evidence.stale' }]);
    workspace.write(file, ticked);
    workspace.write(join('artifacts/ops/runs', folder.slice(dirname(folder).length + 1), 'report.json'), '{}');
    expect(await verifyTicks(workspace.root, file, process.env)).toMatchObject([{ rule: 'evidence.refused' }]);
  });

  it.each([
    ['changed', (): void => workspace.write(sidecar, bindings.replace('name=b', 'name=a'))],
    ['deleted', (): void => rmSync(join(workspace.root, sidecar))],
    ['swapped back', (): void => workspace.write(sidecar, bindings)],
  ])('are stale, and are not rendered, when the bindings were %s since', async (how, change) => {
    if (how === 'swapped back') workspace.write(sidecar, weaker);
    const { folder } = await start(workspace);
    await tickDirection({ root: workspace.root, file, folder, env: process.env });
    const ticked = text();
    change();
    expect(await verifyTicks(workspace.root, file, process.env)).toMatchObject([
      { rule: 'evidence.stale', message: expect.stringContaining(sidecar) },
    ]);
    await expect(tickDirection({ root: workspace.root, file, folder, env: process.env })).rejects.toMatchObject({
      data: { code: 'evidence.stale', why: expect.stringContaining(sidecar) },
    });
    expect(text()).toBe(ticked);
  });

  it('say once what is wrong with a whole run, and that it is gone', async () => {
    workspace.write(sidecar, bindings.replace('name=b', 'name=a'));
    const { folder } = await start(workspace);
    expect(await tickDirection({ root: workspace.root, file, folder, env: process.env })).toEqual({
      ticked: 2,
      boxes: 3,
    });
    workspace.write(join('artifacts/ops/runs', basename(folder), 'report.json'), '{}');
    expect(await verifyTicks(workspace.root, file, process.env)).toMatchObject([{ rule: 'evidence.refused' }]);
    rmSync(folder, { recursive: true });
    expect(await verifyTicks(workspace.root, file, process.env)).toMatchObject([
      { rule: 'ticks.run-gone', message: expect.stringContaining(basename(folder)) },
    ]);
  });

  it('never come from the run of another direction, not even of the same words', async () => {
    const { folder } = await start(workspace);
    await tickDirection({ root: workspace.root, file, folder, env: process.env });
    workspace.write('copy.md', text());
    expect(await verifyTicks(workspace.root, 'copy.md', process.env)).toMatchObject([
      { rule: 'ticks.foreign-evidence' },
    ]);
    await expect(
      tickDirection({ root: workspace.root, file: 'copy.md', folder, env: process.env }),
    ).rejects.toMatchObject({
      data: { code: 'ticks.foreign-evidence', why: expect.stringContaining(file) },
    });
  });

  it('never come from a rehearsal that was carried over, even where its key is trusted', async () => {
    const { signer, trusted } = generateKey('rehearser', ['rehearse']);
    const { folder } = await start(workspace, { mode: 'rehearsal', signer });
    workspace.write('prestage.keys', renderTrustRoot({ keys: [trusted] }));
    workspace.commit('prestage.keys');
    expect((await checkRun(folder, await loadTrust(workspace.root, process.env))).ok).toBe(true);
    await expect(tickDirection({ root: workspace.root, file, folder, env: process.env })).rejects.toMatchObject({
      data: { code: 'ticks.foreign-evidence' },
    });
    const link = join('artifacts/ops/runs', basename(folder), 'statements/done.sigstore.json');
    workspace.write(file, text().replace('- [ ] It is there.', `- [x] It is there. ([evidence](${link}))`));
    expect(await verifyTicks(workspace.root, file, process.env)).toMatchObject([{ rule: 'ticks.foreign-evidence' }]);
  });

  it('never come from another workspace', async () => {
    const { folder } = await start(workspace);
    const other = createWorkspace({ [file]: text() });
    await expect(tickDirection({ root: other.root, file, folder, env: process.env })).rejects.toMatchObject({
      data: { code: 'ticks.foreign-evidence' },
    });
    other.remove();
  });
});
