import { execFileSync } from 'node:child_process';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { reportSchema, type RunReport } from '../../src/core/report.ts';
import { placeOfRun, useClone, type Clone } from './clone.ts';
import { devops, order } from './expected.ts';
import { prestage, said, type Ended } from './prestage.ts';

const minutes = 60_000;
const sidecar = order.replace(/\.md$/, '.bindings.yaml');

const bindings = z.looseObject({
  tasks: z.array(z.looseObject({ task: z.string(), run: z.union([z.string(), z.array(z.string())]).optional() })),
  done: z.array(z.looseObject({ box: z.string() })),
});

/** Changes the order's sidecar as someone with an editor would. */
async function changeBindings(clone: Clone, change: (found: z.infer<typeof bindings>) => unknown): Promise<void> {
  const path = join(clone.workspace, sidecar);
  await writeFile(path, stringify(change(bindings.parse(parse(await readFile(path, 'utf8'))))));
}

/** The order alone, as JSON for the verdicts and as text for the words. */
async function rehearseOrder(clone: Clone): Promise<{ run: RunReport | undefined; json: Ended; text: Ended }> {
  const json = await prestage(clone, 'rehearse', order, '--json');
  const text = await prestage(clone, 'rehearse', order);
  return { run: reportSchema.parse(JSON.parse(json.stdout)).runs[0], json, text };
}

describe('a box that nothing is bound to', () => {
  const clone = useClone();

  test('is unknown, by name, and the run is not settled', { timeout: 4 * minutes }, async () => {
    await changeBindings(clone(), (found) => ({
      ...found,
      done: found.done.filter(({ box }) => !box.includes('Prettier')),
    }));
    const { run, json, text } = await rehearseOrder(clone());
    expect([json.code, text.code]).toEqual([2, 2]);
    expect(run?.verdict).toBe('unknown');
    expect(run?.definitionOfDone.filter(({ verdict }) => verdict !== 'verified')).toMatchObject([
      { text: expect.stringContaining('Prettier executed'), verdict: 'unknown' },
    ]);
    expect(said(text)).toMatch(/Prettier executed[^]*no check is bound/);
  });
});

describe('a second file that is staged', () => {
  const clone = useClone();
  const second = 'docs/directions/second.md';

  test('by the order itself: task and box fail, the rollback is run', { timeout: 4 * minutes }, async () => {
    await changeBindings(clone(), (found) => ({
      ...found,
      tasks: found.tasks.map((binding) =>
        binding.task.includes('Stage only')
          ? {
              ...binding,
              run: [
                `direction.stage file=${devops}`,
                `direction.render template=docs/directions/agenttemplate.md to=${second}`,
                `direction.stage file=${second}`,
              ],
            }
          : binding,
      ),
    }));
    const { run, json, text } = await rehearseOrder(clone());
    expect([json.code, text.code]).toEqual([1, 1]);
    expect(run?.tasks.find(({ number }) => number === '6')).toMatchObject({ verdict: 'failed' });
    expect(run?.definitionOfDone.find((box) => box.text.startsWith('Only'))).toMatchObject({ verdict: 'failed' });
    expect(said(text)).toContain(second);
    const { copy } = await placeOfRun(clone(), run?.run ?? '');
    expect(await readFile(join(copy, 'feedback/manager/2025-10-17.md'), 'utf8')).toContain(second);
    expect(execFileSync('git', ['status', '--porcelain', '--', devops], { cwd: copy, encoding: 'utf8' })).toBe('');
  });

  test(
    'by hand, in the workspace: the rehearsal stands as the workspace does, and refuses to stage beside it',
    {
      timeout: 4 * minutes,
    },
    async () => {
      await writeFile(join(clone().workspace, second), '# Second\n');
      clone().git('add', join('examples/hotdash', second));
      const { run, text } = await rehearseOrder(clone());
      expect(text.code).toBe(1);
      expect(run?.tasks.find(({ number }) => number === '6')?.verdict).toBe('failed');
      expect(run?.definitionOfDone.find((box) => box.text.startsWith('Only'))).toMatchObject({ verdict: 'failed' });
      expect(said(text)).toContain(second);
      clone().git('rm', '--quiet', '-f', join('examples/hotdash', second));
    },
  );

  test(
    'by hand, outside of the workspace: it is named as one of the repository',
    { timeout: 4 * minutes },
    async () => {
      await appendFile(join(clone().root, 'README.md'), 'One more line\n');
      clone().git('add', 'README.md');
      const { run, text } = await rehearseOrder(clone());
      expect(text.code).toBe(1);
      expect(run?.tasks.find(({ number }) => number === '6')).toMatchObject({
        verdict: 'failed',
        reason: expect.stringContaining(':/README.md'),
      });
      expect(run?.definitionOfDone.find((box) => box.text.startsWith('Only'))).toMatchObject({ verdict: 'failed' });
      expect(clone().git('diff', '--cached', '--name-only')).toBe('README.md\n');
      clone().git('reset', '--quiet', '--hard');
    },
  );

  test('by hand: the check names it', async () => {
    await writeFile(join(clone().workspace, second), '# Second\n');
    clone().git('add', join('examples/hotdash', second));
    const checked = await prestage(clone(), 'checks', 'staged', '--only', devops);
    expect(checked.code).toBe(1);
    expect(said(checked)).toContain(second);
  });
});

describe('a ci script that fails', () => {
  const clone = useClone();

  test('fails task 17 with the name of the script', { timeout: 6 * minutes }, async () => {
    const path = join(clone().workspace, 'package.json');
    const manifest = z
      .looseObject({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(await readFile(path, 'utf8')));
    const ci = `node -e "console.error('broken on purpose'); process.exit(1)"`;
    await writeFile(path, JSON.stringify({ ...manifest, scripts: { ...manifest.scripts, ci } }, null, 2));
    const { code, stdout } = await prestage(clone(), 'rehearse', '--json');
    const report = reportSchema.parse(JSON.parse(stdout));
    const task = report.runs.find(({ direction }) => direction === devops)?.tasks.find(({ number }) => number === '17');
    expect(code).toBe(1);
    expect(task).toMatchObject({ verdict: 'failed', reason: expect.stringMatching(/\bci\b/) });
  });
});
