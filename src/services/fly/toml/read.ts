import { parse, TomlDate, type TomlTable, type TomlValue } from 'smol-toml';
import { Failure } from '../../../core/failure.ts';
import type { Json, JsonObject } from '../../../core/json.ts';

/** Throws Failure `fly.bad-toml`. */
export function readFlyToml(text: string, file: string): JsonObject {
  try {
    return tableOf(parse(text));
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new Failure({
      code: 'fly.bad-toml',
      what: `${file} cannot be read`,
      why,
      fix: `Mend it: \`fly config validate -c ${file}\` says where.`,
      file,
    });
  }
}

function tableOf(table: TomlTable): JsonObject {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, jsonOf(value)]));
}

function jsonOf(value: TomlValue): Json {
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'object' ? tableOf(value) : value;
}
