import { z } from 'zod';
import type { Action, Catalogue } from '../../../core/action.ts';
import { nearestName } from '../../../core/nearest.ts';

/** Commands that are no actions, as src/cli/app/all-routes.ts has them. */
export const ownCommands = [
  'rehearse',
  'run',
  'resume',
  'direction',
  'approve',
  'unlock',
  'attest',
  'status',
  'runs',
  'show',
  'evidence',
  'keys',
  'emulate',
  'supervise',
] as const;

/** Every command of ours that a Markdown file tells its reader to type: in back-ticks, or a line of a block of code. */
export function commandsIn(text: string): readonly string[] {
  const inline = [...text.matchAll(/`(?:npx )?(prestage [^`\n]+)`/gu)].map(([, command = '']) => command);
  const lines = [...text.matchAll(/^\s*(?:\$ )?(?:npx )?(prestage [^`\n]+)$/gmu)].map(([, command = '']) => command);
  return [...new Set([...inline, ...lines].map((command) => command.trim()))];
}

/** Why a command cannot be typed as it stands; undefined when it can. Words in capitals stand for what the reader knows. */
export async function commandFault(catalogue: Catalogue, command: string): Promise<string | undefined> {
  const [, area = '', verb = '', ...rest] = command.split(/\s+/u);
  const action = await catalogue.load(`${area}.${verb}`);
  if (action !== undefined) return flagFault(action, rest);
  if (ownCommands.some((name) => name === area) || `${area} ${verb}` === 'health watch') return undefined;
  const verbs = catalogue.ids.filter((id) => id.startsWith(`${area}.`)).map((id) => id.slice(area.length + 1));
  const near = verbs.length === 0 ? undefined : nearestName(verb, verbs);
  return `there is no command \`prestage ${area} ${verb}\`${near === undefined ? '' : `; did you mean ${near}?`}`;
}

function flagFault(action: Action, words: readonly string[]): string | undefined {
  const { properties = {}, required = [] } = z.toJSONSchema(action.input, { io: 'input', unrepresentable: 'any' });
  const inputs = Object.keys(properties);
  const known = [...inputs, ...ofCommand(action)];
  const flags = words.filter((word) => word.startsWith('--')).map((word) => word.slice(2).split('=')[0] ?? '');
  const strange = flags.find((flag) => !known.includes(flag));
  if (strange !== undefined) return `it has no flag --${strange}; its flags are ${known.toSorted().join(', ')}`;
  const missing = required.find((name) => !flags.includes(name));
  return missing === undefined ? undefined : `it wants --${missing}`;
}

/** What src/cli/commands/actions/action-command.ts gives every command of its kind. */
function ofCommand(action: Action): readonly string[] {
  const changes = action.effects === 'none' ? [] : ['apply', 'plan'];
  const where = action.effects === 'workspace' && action.isOfEnvironment !== true ? [] : ['env'];
  return ['json', 'workspace', 'help', ...changes, ...where];
}
