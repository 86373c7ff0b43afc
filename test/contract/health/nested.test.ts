import { afterEach, describe, expect, it } from 'vitest';
import { createWorkspace } from '../../../src/actions/testing/workspace.ts';
import { shapeOf } from '../../../src/actions/health/asking/shape.ts';
import { runCheck } from '../../../src/actions/health/run-check.ts';
import { healthSettings } from '../../../src/actions/health/settings.ts';
import { json, serve, stopServers } from '../../../src/services/http/testing/servers.ts';
import { workspaceWith, type HealthWorkspace } from './workspace.ts';

const workspaces: HealthWorkspace[] = [];
afterEach(async () => {
  for (const workspace of workspaces.splice(0)) workspace.remove();
  await stopServers();
});

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

/** Two checks side by side: one of a reply that is nested, and one of which all is well. */
async function beside(body: string) {
  const deep = await serve((_, response) => response.end(body));
  const well = await serve(json({ status: 'ok' }));
  const workspace = workspaceWith({
    checks: {
      deep: { kind: 'http', url: deep.url, retries: 0, steps: [{ conditions: [{ absent: '$..x' }] }] },
      well: { kind: 'http', url: well.url },
    },
  });
  workspaces.push(workspace);
  const { code } = await workspace.prestage('check', '--env', 'staging');
  return { code, results: workspace.latest().results };
}

describe('a reply that is nested', () => {
  it.each([
    ['as deep as a reply may be', nested(64), 'pass', undefined],
    ['deeper', nested(65), 'fail', 'not_json'],
    ['deeper, in objects', `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`, 'fail', 'not_json'],
    ['deeper than a stack', nested(400_000), 'fail', 'not_json'],
    ['in its text alone', JSON.stringify(`\\"${nested(500)}`), 'pass', undefined],
  ])('%s', async (_, body, state, code) => {
    const { results } = await beside(body);
    expect(results).toMatchObject([
      { check: 'deep', state, ...(code === undefined ? {} : { code }) },
      { check: 'well', state: 'pass' },
    ]);
  });
});

describe('the shape of JSON', () => {
  it('is of names and types, and not of values, order and number', () => {
    expect(shapeOf({ a: [1, 2], b: 'x' })).toBe(shapeOf({ b: '', a: [7] }));
    const shapes = [
      { a: 1 },
      { a: '1' },
      { b: 1 },
      { a: [1] },
      { a: [1, '1'] },
      { a: { b: 1 } },
      { 'a":number,"b': 1 },
      [],
    ];
    expect(new Set(shapes.map(shapeOf)).size).toBe(shapes.length);
  });
});

const locate = (): never => {
  throw new RangeError('the reply was swordfish');
};

it('a check that breaks is unknown, and its words are not kept', async () => {
  const { checks } = healthSettings.parse({ checks: { site: { kind: 'http', url: 'https://x.test' } } });
  const workspace = await createWorkspace();
  try {
    const result = await runCheck(
      workspace.context({ locate }),
      { name: 'site', settings: checks['site']! },
      'staging',
    );
    expect(result).toMatchObject({
      check: 'site',
      state: 'unknown',
      code: 'check_broken',
      summary: expect.stringContaining('RangeError'),
    });
    expect(JSON.stringify(result)).not.toContain('swordfish');
  } finally {
    await workspace.remove();
  }
});
