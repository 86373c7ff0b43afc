import type { FlagParametersForType } from '@stricli/core';
import { emulators } from '../../../emulators/registry.ts';
import type { CliContext } from '../../app/context.ts';
import { misuse } from '../../app/misuse.ts';
import type { EmulateFlags } from './command.ts';

/** The command's own flags, and one for everything that can be chosen of any emulator. */
export function choiceFlags(own: Readonly<Record<string, object>>): FlagParametersForType<EmulateFlags, CliContext> {
  const choices = Object.entries(emulators.choices).flatMap(([emulator, each]) =>
    Object.entries(each).map(([name, { brief, values }]) => [
      name,
      { kind: 'enum', values, optional: true, brief: `${brief} (${emulator})` },
    ]),
  );
  // stricli wants each flag's type known when it is compiled; these are the registry's to say.
  return { ...Object.fromEntries(choices), ...own } as FlagParametersForType<EmulateFlags, CliContext>;
}

/** What was chosen of this emulator, with what is chosen when nothing is said. Throws for what belongs to another. */
export function chosenOf(emulator: string, flags: EmulateFlags): Readonly<Record<string, string>> {
  const own = emulators.choices[emulator] ?? {};
  const others = new Set(Object.values(emulators.choices).flatMap((choices) => Object.keys(choices)));
  const stranger = [...others].find((name) => flags[name] !== undefined && own[name] === undefined);
  if (stranger !== undefined) throw notIts(emulator, stranger, Object.keys(own));
  return Object.fromEntries(
    Object.entries(own).flatMap(([name, { fallback }]) => {
      const value = flags[name] ?? fallback;
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

function notIts(emulator: string, flag: string, own: readonly string[]): Error {
  const known =
    own.length === 0 ? 'nothing can be chosen of it' : `it has ${own.map((name) => `--${name}`).join(', ')}`;
  return misuse(`${emulator} has no --${flag}`, known, `Leave --${flag} out.`);
}
