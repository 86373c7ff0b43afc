import { posix } from 'node:path';
import type { Block } from '../blocks.ts';
import type { RunbookSettings } from '../settings.ts';
import { deployLines } from './deploy.ts';
import { drillLines } from './drills.ts';
import { rollbackLines } from './rollback.ts';
import type { RunbookScene } from './scene.ts';

/** The rendered parts of the runbook, but for the alerts; all else in it is a person's. */
export async function runbookBlocks(scene: RunbookScene, settings: RunbookSettings): Promise<readonly Block[]> {
  return [
    { name: 'deploy', lines: deployLines(scene, settings) },
    { name: 'rollback', lines: rollbackLines(scene) },
    { name: 'drills', lines: await drillLines(scene) },
    { name: 'guardrails', lines: guardrailLines(settings) },
  ];
}

function guardrailLines({ file, guardrails }: RunbookSettings): readonly string[] {
  const links = guardrails.map((path) => `- [${path}](${posix.relative(posix.dirname(file), path)})`);
  return [
    '## Guardrails',
    '',
    ...(links.length === 0
      ? ['No guardrails are named: `report.runbook.guardrails` of prestage.config.ts says which hold here.']
      : ['These hold for every step above; where they and this page differ, they count.', '', ...links]),
  ];
}
