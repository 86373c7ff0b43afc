import { afterEach, describe, expect, it } from 'vitest';
import { closedPort, serve, stopServers } from '../../../src/services/http/testing/servers.ts';
import { workspaceWith, type HealthWorkspace } from './workspace.ts';

const workspaces: HealthWorkspace[] = [];
afterEach(async () => {
  for (const workspace of workspaces.splice(0)) workspace.remove();
  await stopServers();
});

describe('the control target', () => {
  it.each([
    [true, 'reachable', 'fail', 'refused', 1],
    [false, 'unreachable', 'unknown', 'runner_offline', 2],
  ])('tells a dead service from a dead runner (%s)', async (isUp, control, state, code, exit) => {
    const up = await serve((_, response) => response.writeHead(404).end());
    const dead = `http://127.0.0.1:${await closedPort()}`;
    const workspace = workspaceWith({
      control: { url: isUp ? up.url : dead },
      checks: { site: { kind: 'http', url: dead, retries: 0 } },
    });
    workspaces.push(workspace);
    expect(await workspace.result()).toMatchObject({ state, code, exit });
    expect(workspace.latest().control).toBe(control);
  });
  it('says nothing of a service that has answered', async () => {
    const { url } = await serve((_, response) => response.writeHead(404).end());
    const dead = `http://127.0.0.1:${await closedPort()}`;
    const workspace = workspaceWith({ control: { url: dead }, checks: { site: { kind: 'http', url } } });
    workspaces.push(workspace);
    expect(await workspace.result()).toMatchObject({ state: 'fail', code: 'not_found' });
  });
});
