import type { GitHub } from '../../../services/github/client.ts';
import type { GitHubPlace } from '../../../services/github/places.ts';
import { listSecrets, readBack, removeSecret, secretWriter } from '../../../services/github/secrets.ts';
import type { Target } from './target.ts';

/** https://docs.github.com/en/actions/reference/security/secrets */
const mostBytes = 48 * 1024;

export function githubTarget(github: GitHub, id: string, place: GitHubPlace, second?: number): Target {
  return {
    id,
    list: async () => listSecrets(github, place),
    async write(values, wrote) {
      const before = new Map((await listSecrets(github, place)).map((row) => [row.name, row]));
      const writer = secretWriter(github, place);
      await all([...values], async ([name, value]) => {
        await writer.write(name, value);
        const row = await readBack(github, place, name, before.get(name), second);
        await wrote({ name, ...(row === undefined ? {} : { row }) });
      });
    },
    remove: async (names, removed) =>
      all(names, async (name) => {
        await removeSecret(github, place, name);
        await removed(name);
      }),
    refusal(name, value) {
      if (/^github_/iu.test(name)) return 'GitHub keeps names that begin with GITHUB_ to itself';
      return Buffer.byteLength(value) > mostBytes ? 'GitHub takes 48 KB at most' : undefined;
    },
  };
}

/** Side by side, as the client's own pace allows; what was begun is finished before the first trouble is thrown. */
async function all<Item>(items: readonly Item[], each: (item: Item) => Promise<void>): Promise<void> {
  const settled = await Promise.allSettled(items.map(each));
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
