import { expect, it } from 'vitest';
import { rollbackCommands } from './rollback-command.ts';

const place = { environment: 'production', app: 'shop', own: { app: 'shop', config: 'ops/fly.toml' } };

it('names the image by its digest where the record has it by a tag, which may be moved; runs no release command again', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const point = {
    release: { id: 'rel1', version: 1, image: 'registry.fly.io/shop:deployment-1', digest },
    machines: [],
    schema: 'unknown',
    backup: 'unknown',
  } as const;
  const [, command = ''] = rollbackCommands(place, point);
  expect(command).toContain('--config ops/fly.toml ');
  expect(command).toContain('--skip-release-command');
  expect(command).toContain(`--image registry.fly.io/shop@${digest} `);
});
