import { expect, it } from 'vitest';
import { createWorkspace } from '../../testing/workspace.ts';
import { readSeeds } from './files.ts';

it('names all that stops any seed at once, each with its line and what to do', async () => {
  const workspace = await createWorkspace({
    'a.sql': "\\echo a\ncopy t from stdin;\n1\n\\.\ncreate role r login password 'w';\n",
    'b.sql': 'select 1;\nselec 2;\n',
    'c.sql': "begin;\nselect crypt('w', 'x');\ncommit;\n",
  });
  try {
    const [good] = await readSeeds(workspace.root, ['c.sql']);
    expect(good?.statements).toEqual([{ sql: "select crypt('w', 'x')", line: 2, node: expect.anything() }]);
    expect(good?.notes).toMatchObject([{ code: 'database.seed-literal-password', line: 2 }]);
    await expect(readSeeds(workspace.root, ['b.sql'])).rejects.toMatchObject({
      exitCode: 1,
      data: { code: 'database.seed-syntax', file: 'b.sql', line: 2 },
    });
    await expect(readSeeds(workspace.root, ['a.sql', 'b.sql', 'c.sql'])).rejects.toMatchObject({
      exitCode: 1,
      data: {
        code: 'database.seed-refused',
        problems: [
          {
            code: 'database.seed-psql-command',
            file: 'a.sql',
            line: 1,
            fix: expect.stringContaining('Take the line out'),
          },
          { code: 'database.seed-copy-stdin', file: 'a.sql', line: 2 },
          { code: 'database.seed-login-role', file: 'a.sql', line: 5 },
          { code: 'database.seed-syntax', file: 'b.sql', line: 2 },
        ],
      },
    });
  } finally {
    await workspace.remove();
  }
});
