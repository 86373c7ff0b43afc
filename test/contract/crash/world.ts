import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKey } from '../../../src/evidence/keys.ts';
import { renderTrustRoot } from '../../../src/evidence/trust-root.ts';
import { createWorkspace, direction } from '../../../src/run/testing/workspace.ts';
import { crashDatabase } from './database.ts';
import { service } from './service.ts';

/** A workspace and a service that count every effect, and the key that signs. */
export type World = Awaited<ReturnType<typeof createWorld>>;

const bindingsOf = (staging: string, production: string): string => `tasks:
  - task: Note the start
    run: count.append line=start
  - task: Tell the others
    run: [count.post env=${staging} note=one, count.append line=told, count.row env=${staging} line=row, count.tell env=${staging} note=two]
  - task: See that they know
    run: count.seen note=two
    after: Tell the others
  - task: Tell the world
    run: [count.tell env=${production} note=three, count.append line=public]
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
export const wanted = {
  lines: ['start', 'told', 'end', 'public'],
  notes: ['one'],
  told: ['two', 'three'],
  rows: ['row'],
};

/** A child that has a credential, prints it, and tells how far it is. */
const tell = `const [url, note] = process.argv.slice(2);
const { SERVICE_TOKEN } = process.env;
await fetch(url + '/begun', { method: 'POST' });
await fetch(url + '/told', { method: 'POST', body: note, headers: { authorization: 'Bearer ' + SERVICE_TOKEN } });
console.log('told with', SERVICE_TOKEN);
await fetch(url + '/posted', { method: 'POST' });
`;

export interface WorldOptions {
  /** Whether children get a sandbox where one works, and end with their run. */
  readonly sandbox?: boolean;
}

export async function createWorld({ sandbox = true }: WorldOptions = {}) {
  const id = randomBytes(4).toString('hex');
  const [staging, production] = [`staging-${id}`, `production-${id}`];
  const database = await crashDatabase();
  const token = randomBytes(16).toString('hex');
  const { signer: _signer, trusted, privatePem } = generateKey('runner', ['run']);
  const lead = generateKey('lead', ['approve']);
  const workspace = createWorkspace({
    'launch.md': direction(tasks, ['All were told.', 'The end is noted.']).replace('`git`', '`git`, `node`'),
    'launch.bindings.yaml': bindingsOf(staging, production),
    'tell.mjs': tell,
    'prestage.keys': renderTrustRoot({ keys: [trusted, lead.trusted] }),
    '.gitignore': 'artifacts/\nrunner.pem\nvault/\n',
  });
  workspace.write('runner.pem', privatePem);
  const vault = join(workspace.root, 'vault');
  mkdirSync(vault, { mode: 0o700 });
  const keep = (name: string, value: string): void =>
    writeFileSync(join(vault, name), `KEY=${value}\n`, { mode: 0o600 });
  keep('service_token.env', token);
  keep('db_password.env', database.password);
  const running = await service.start({ token });
  return {
    root: workspace.root,
    workspace,
    /** Whoever may approve what changes production. */
    lead: lead.signer,
    token,
    state: running.state,
    order: {
      root: workspace.root,
      url: running.urls['crash-service'] ?? '',
      database: database.url,
      staging,
      production,
      sandbox,
    },
    /** As text of this world would read in any other. */
    anywhere: (text: string) => text.replaceAll(`-${id}`, ''),
    effects: async () => ({
      lines: linesOf(workspace.root),
      notes: [...running.state.notes],
      told: [...running.state.told],
      rows: await database.rowsOf(staging),
    }),
    async end() {
      await running.stop();
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
