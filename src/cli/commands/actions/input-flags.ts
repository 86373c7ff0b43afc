import type { FlagParametersForType } from '@stricli/core';
import type { CliContext } from '../../app/context.ts';
import { misuse } from '../../app/misuse.ts';
import type { InputField } from './input-fields.ts';

export type Given = Readonly<Record<string, unknown>>;

/** Names that every action command has already. */
const taken = ['env', 'apply', 'plan', 'json', 'workspace', 'help'];

/** The flags of an action's input, and `more`: what a binding writes as `to=a.md` is `--to a.md` here. */
export function inputFlags(
  id: string,
  fields: readonly InputField[],
  more: Readonly<Record<string, object>>,
): FlagParametersForType<Given, CliContext> {
  const clash = fields.find((field) => taken.includes(field.name));
  if (clash !== undefined)
    throw new TypeError(`${id}: an input cannot be called ${clash.name}, every command has that flag`);
  const flags = { ...Object.fromEntries(fields.map((field) => [field.name, flagOf(field)])), ...more };
  // stricli wants each flag's type known when it is compiled; these are known when the action is loaded.
  return flags as FlagParametersForType<Given, CliContext>;
}

function flagOf({ brief, kind, required, fallback, values }: InputField): object {
  const common = { brief, ...(required || fallback !== undefined ? {} : { optional: true }) };
  if (kind === 'boolean')
    return { kind, ...common, ...(fallback === undefined ? {} : { default: fallback === 'true' }) };
  const preset = fallback === undefined ? {} : { default: fallback };
  if (kind === 'choice') return { kind: 'enum', values, ...common, ...preset };
  return { kind: 'parsed', ...parsers[kind], ...common, ...preset };
}

const parsers = {
  text: { parse: (text: string) => text, placeholder: 'TEXT' },
  number: { parse: numberOf, placeholder: 'N' },
  list: { parse: listOf, placeholder: 'A,B' },
} as const;

function listOf(text: string): readonly string[] {
  return text.split(',').filter((item) => item !== '');
}

function numberOf(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return number;
  throw misuse(`${text} is no number`, 'a number is needed here', 'Give a number.');
}
