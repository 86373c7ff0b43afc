import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sample } from '../../../src/emulators/kit/testing/sample.ts';
import { generateKey } from '../../../src/evidence/keys.ts';
import { renderTrustRoot } from '../../../src/evidence/trust-root.ts';
import { createWorkspace, direction } from '../../../src/run/testing/workspace.ts';

/** A workspace and a service that count every effect, and the key that signs. */
export type World = Awaited<ReturnType<typeof createWorld>>;

const bindings = `tasks:
  - task: Note the start
    run: count.append line=start
  - task: Tell the others
    run: [count.post env=staging note=one, count.append line=told, count.post env=staging note=two]
  - task: See that they know
    run: count.seen note=two
    after: Tell the others
  - task: Tell the world
    run: [count.post env=production note=three, count.append line=public]
  - task: Ask QA
    person: QA
  - task: Note the end
    run: count.append line=end
done:
  - box: All were told
    check: count.seen note=one
  - box: The end is noted
    check: count.lines lines=4
`;

const tasks = [
  'Note the start',
  'Tell the others',
  'See that they know',
  'Tell the world',
  'Ask QA',
  'Note the end',
  'Nobody yet',
];

/** Which effects a run of it has, each once. */
export const wanted = { lines: ['start', 'told', 'end', 'public'], notes: ['one', 'two', 'three'] };

export async function createWorld(place?: string) {
  const { signer: _signer, trusted, privatePem } = generateKey('runner', ['run']);
  const lead = generateKey('lead', ['approve']);
  const workspace = createWorkspace(
    {
      'launch.md': direction(tasks, ['All were told.', 'The end is noted.']),
      'launch.bindings.yaml': bindings,
      'prestage.keys': renderTrustRoot({ keys: [trusted, lead.trusted] }),
      '.gitignore': 'artifacts/\nrunner.pem\n',
    },
    place,
  );
  workspace.write('runner.pem', privatePem);
  const service = await sample.start();
  return {
    root: workspace.root,
    workspace,
    /** Whoever may approve what changes production. */
    lead: lead.signer,
    url: service.urls['sample'] ?? '',
    effects: () => ({ lines: linesOf(workspace.root), notes: [...service.state.notes] }),
    async end() {
      await service.stop();
      workspace.remove();
    },
  };
}

function linesOf(root: string): readonly string[] {
  try {
    return readFileSync(join(root, 'out/log.txt'), 'utf8').split('\n').slice(0, -1);
  } catch {
    return [];
  }
}
