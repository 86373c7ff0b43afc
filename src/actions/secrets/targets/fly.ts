import type { Fly } from '../../../services/fly/client.ts';
import { changeSecrets, listSecrets } from '../../../services/fly/secrets.ts';
import type { Target } from './target.ts';

/** Machines hear of what is written at their next deploy, which asks for this version at least. */
export function flyTarget(fly: Fly, id: string, app: string): Target {
  return {
    id,
    list: async () => listSecrets(fly, app),
    async write(values, wrote) {
      const { rows, version } = await changeSecrets(fly, app, values);
      const byName = new Map(rows.map((row) => [row.name, row]));
      for (const name of values.keys()) {
        const row = byName.get(name);
        await wrote({ name, version, ...(row === undefined ? {} : { row }) });
      }
    },
    async remove(names, removed) {
      if (names.length === 0) return;
      await changeSecrets(fly, app, new Map(names.map((name) => [name, null])));
      for (const name of names) await removed(name);
    },
    refusal: () => undefined,
  };
}
