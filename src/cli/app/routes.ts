import { buildCommand, type RouteMap } from '@stricli/core';
import type { CliContext, Target } from './context.ts';

/** A first word after `prestage`. What stands behind it is loaded when it is named: help costs nothing. */
export interface Route {
  readonly name: string;
  readonly brief: string;
  readonly heading: 'Launch' | 'Evidence' | 'Actions' | 'Tools';
  readonly load: () => Promise<Target>;
}

/** The named route loaded, the others as names alone: stricli proposes them when a word is mistyped. */
export async function routeMapOf(
  routes: readonly Route[],
  named: string | undefined,
): Promise<Readonly<Record<string, Target>>> {
  const targets = routes.map(async (route) => {
    return [route.name, route.name === named ? await route.load() : nameOnly(route)] as const;
  });
  return Object.fromEntries(await Promise.all(targets));
}

/** The first of the arguments that are names of commands: what an error calls the command by. */
export function namedWords(root: RouteMap<CliContext>, argv: readonly string[]): readonly string[] {
  let target: Target | undefined = root;
  const words: string[] = [];
  for (const word of argv) {
    target = 'getRoutingTargetForInput' in target ? target.getRoutingTargetForInput(word) : undefined;
    if (target === undefined) break;
    words.push(word);
  }
  return words;
}

function nameOnly({ brief, name }: Route): Target {
  return buildCommand<object, [], CliContext>({
    docs: { brief },
    parameters: {},
    loader: async () => Promise.reject(new Error(`the command ${name} was called by its name alone`)),
  });
}
