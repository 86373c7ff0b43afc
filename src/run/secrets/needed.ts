import type { Catalogue, NeededName } from '../../core/action.ts';
import type { Step } from '../../core/binding.ts';

/** A secret that a bound action asks for. */
export interface NeededSecret {
  readonly name: string;
  readonly environment?: string;
  /** The first action that needs it. */
  readonly action: string;
}

export type NamedStep = Pick<Step, 'action' | 'environment'>;

/** What the steps need, each name and environment once, in order of name. */
export async function neededSecrets(
  steps: readonly NamedStep[],
  catalogue: Catalogue,
  settings: (area: string) => unknown,
): Promise<readonly NeededSecret[]> {
  const needed = new Map<string, NeededSecret>();
  for (const { action: id, environment: own } of steps) {
    const secrets = (await catalogue.load(id))?.needs.secrets ?? [];
    const names = typeof secrets === 'function' ? secrets(settings(areaOf(id))) : secrets;
    for (const { name, environment } of names.flatMap((each) => askedOf(each, own))) {
      const key = `${name} ${environment ?? ''}`;
      if (needed.has(key)) continue;
      needed.set(key, { name, action: id, ...(environment === undefined ? {} : { environment }) });
    }
  }
  return [...needed.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

type Asked = Pick<NeededSecret, 'name' | 'environment'>;

function askedOf(each: NeededName, own: string | undefined): readonly Asked[] {
  const of = own === undefined ? {} : { environment: own };
  if (typeof each === 'string') return [{ name: each, ...of }];
  const { name } = each;
  if ('environment' in each) return [{ name, environment: each.environment }];
  if ('shared' in each) return [{ name }];
  return own === undefined ? each.otherwiseOf.map((environment) => ({ name, environment })) : [{ name, ...of }];
}

function areaOf(id: string): string {
  return id.slice(0, id.indexOf('.'));
}
