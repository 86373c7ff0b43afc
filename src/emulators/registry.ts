import type { Choices } from './kit/choice.ts';
import type { EmulatorDefinition } from './kit/emulator.ts';
import { postgresChoices } from './postgres/choices.ts';

/** Finds emulators by name; each is loaded when it is asked for. */
interface EmulatorRegistry {
  /** Sorted. */
  readonly names: readonly string[];
  /** What can be chosen of each, by its name: known without loading one. */
  readonly choices: Readonly<Record<string, Choices>>;
  /** Undefined when there is no such emulator. */
  load(name: string): Promise<EmulatorDefinition | undefined>;
}

/** The one list of all emulators: a new one is a folder and a line here. */
const loaders: Readonly<Record<string, () => Promise<EmulatorDefinition>>> = {
  alertmanager: async () => (await import('./alertmanager/emulator.ts')).alertmanager,
  chatwoot: async () => (await import('./chatwoot/emulator.ts')).chatwoot,
  fly: async () => (await import('./fly/emulator.ts')).fly,
  github: async () => (await import('./github/emulator.ts')).github,
  pagerduty: async () => (await import('./pagerduty/emulator.ts')).pagerduty,
  postgres: async () => (await import('./postgres/emulator.ts')).postgres,
  publer: async () => (await import('./publer/emulator.ts')).publer,
  site: async () => (await import('./site/emulator.ts')).site,
  smtp: async () => (await import('./smtp/emulator.ts')).smtp,
  webhook: async () => (await import('./webhook/emulator.ts')).webhook,
};

export const emulators: EmulatorRegistry = {
  names: Object.keys(loaders).toSorted(),
  choices: { postgres: postgresChoices },
  load: async (name) => (Object.hasOwn(loaders, name) ? loaders[name]?.() : undefined),
};
