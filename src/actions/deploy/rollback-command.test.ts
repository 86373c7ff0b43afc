import { expect, it } from 'vitest';
import { rollbackCommands } from './rollback-command.ts';

it('names the image by its digest where the record has it by a tag, which may be moved', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const point = {
    release: { id: 'rel1', version: 1, image: 'registry.fly.io/shop:deployment-1', digest },
    machines: [],
    schema: 'unknown',
    backup: 'unknown',
  } as const;
  const [, command = ''] = rollbackCommands('production', 'shop', point);
  expect(command).toContain(`--image registry.fly.io/shop@${digest} `);
});
