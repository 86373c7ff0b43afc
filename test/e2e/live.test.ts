import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reportSchema } from '../../src/core/report.ts';
import { useClone } from './clone.ts';
import { devops, order } from './expected.ts';
import { prestage, said } from './prestage.ts';

const minutes = 60_000;

describe('the README’s way to tick a box, in a fresh clone', () => {
  const clone = useClone();

  test('a key, a live run with the packages of the clone, the ticks', { timeout: 3 * minutes }, async () => {
    expect(await prestage(clone(), 'keys', 'new', 'ann', '--role', 'run')).toMatchObject({ code: 0 });
    clone().git('add', 'examples/hotdash/prestage.keys');
    clone().git('commit', '--quiet', '--message', 'Ann may run');
    const run = await prestage(clone(), 'run', order, '--json');
    const [only] = reportSchema.parse(JSON.parse(run.stdout)).runs;
    expect(only?.tasks.filter(({ verdict }) => verdict !== 'verified')).toEqual([]);
    expect([run.code, only?.mode, only?.verdict]).toEqual([0, 'live', 'verified']);
    expect(clone().git('diff', '--cached', '--name-only')).toBe(`examples/hotdash/${devops}\n`);
    expect(said(await prestage(clone(), 'direction', 'tick', order))).toContain('5 of 5 boxes ticked');
    expect(await prestage(clone(), 'direction', 'verify', order)).toMatchObject({ code: 0 });
  });

  test('bindings that only look like it tick nothing', { timeout: 3 * minutes }, async () => {
    const sidecar = order.replace(/\.md$/, '.bindings.yaml');
    const boxes = ['Template applied', 'Task list matches', 'Prettier executed', 'staged', 'Blockers logged'];
    const trivial = boxes.map((box) => `  - box: ${box}\n    check: checks.staged only=${devops}\n`);
    clone().git('checkout', '--', `examples/hotdash/${order}`);
    await writeFile(join(clone().workspace, sidecar), `done:\n${trivial.join('')}`);
    await prestage(clone(), 'run', order);
    clone().git('checkout', '--', `examples/hotdash/${sidecar}`);
    const ticked = await prestage(clone(), 'direction', 'tick', order);
    expect(ticked.code).toBe(2);
    expect(said(ticked)).toMatch(/direction\.bindings\.yaml\s+changed\s+after/u);
    expect(clone().git('status', '--porcelain', '--', `examples/hotdash/${order}`)).toBe('');
  });
});
