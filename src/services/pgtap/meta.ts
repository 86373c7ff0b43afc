import { posix } from 'node:path';
import { argumentsOf } from '../psql/variables.ts';
import { Stopped, type Stop } from './transcript.ts';

/** What a backslash command of psql comes to here. */
export type Meta =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'set'; readonly name: string; readonly value: string | undefined }
  | { readonly kind: 'echo' | 'warn'; readonly text: string }
  | { readonly kind: 'include'; readonly path: string };

/** What is as it is said anyway, or makes no difference to what tests come to. */
const settled = [
  /^pset (?:format unaligned|tuples_only(?: (?:true|on|1))?|pager(?: (?:off|0|false))?)$/,
  /^(?:timing|encoding|x off|a|t)\b/,
];

/** The commands that tests are written with. Throws `Stopped` for what psql alone can do. */
export function readMeta(text: string, at: Pick<Stop, 'file' | 'line'>, variables: ReadonlyMap<string, string>): Meta {
  const [, name = '', rest = ''] = /^\\(\S+)\s*(.*)$/.exec(text) ?? [];
  const words = argumentsOf(rest, variables);
  if (settled.some((pattern) => pattern.test([name, ...words].join(' ')))) return { kind: 'nothing' };
  const [first = '', ...others] = words;
  switch (name) {
    case 'set':
      return setting(first, others.join(''), text, at);
    case 'unset':
      return { kind: 'set', name: first, value: undefined };
    case 'echo':
    case 'qecho':
      return { kind: 'echo', text: words.join(' ') };
    case 'warn':
      return { kind: 'warn', text: words.join(' ') };
    case 'i':
    case 'include':
      return { kind: 'include', path: posix.normalize(first) };
    case 'ir':
    case 'include_relative':
      return { kind: 'include', path: posix.join(posix.dirname(at.file), first) };
    default:
      throw psqlOnly(text, at);
  }
}

function setting(name: string, value: string, text: string, at: Pick<Stop, 'file' | 'line'>): Meta {
  // Going on after an error would hide it.
  if (name === 'ON_ERROR_STOP' && !/^(?:1|on|true)?$/i.test(value)) throw psqlOnly(text, at);
  return name === '' ? { kind: 'nothing' } : { kind: 'set', name, value };
}

export function psqlOnly(text: string, at: Pick<Stop, 'file' | 'line'>): Stopped {
  return new Stopped({
    code: 'psql-only',
    ...at,
    words: `says \`${text.slice(0, 60)}\`, which psql alone understands: \`runner=pg_prove\` runs it`,
  });
}
