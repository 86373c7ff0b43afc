import type { Allowance, Beginnings } from './allowance.ts';
import { beginningsTest } from './beginnings-test.ts';
import { longestRecord } from './calls.ts';
import { gitTest } from './git-test.ts';
import { entryTest } from './entry-test.ts';
import { disguises } from './options.ts';
import { shapesOf } from './refused.ts';
import { shapeTest } from './shape-test.ts';
import { quote, refusal } from './shell.ts';

/** What a shim is written for. */
export interface Shim {
  readonly name: string;
  /** The program that it stands for, absolute. */
  readonly real: string;
  /** The pipe that calls are recorded in, absolute. */
  readonly log: string;
  /** Whether /proc/uptime says when. */
  readonly hasUptime: boolean;
}

/** A POSIX shell script of built-ins alone: it records the call and becomes the program, or refuses in words with exit code 126. */
export function shimScript(shim: Shim, allowance: Allowance): string {
  return [
    ...head(shim),
    ...(shim.name === 'git' ? gitByItsCommand : []),
    ...testsOf(shim.name, allowance),
    ...(shim.name === 'node' ? entryTest(allowance, (name) => testsOf(name, allowance)) : []),
    '_prestage_record ran "$@"',
    `exec ${quote(shim.real)} "$@"`,
    '',
  ].join('\n');
}

/** `git-send-pack` is a link to git, and to its shim: what it is called by is its command. */
const gitByItsCommand = ['case "${0##*/}" in git-?*) set -- "${0##*/git-}" "$@";; esac'];

/** What the arguments of a program are held to. */
function testsOf(name: string, allowance: Allowance): readonly string[] {
  const beginnings = allowance.tools.get(name) ?? [];
  return [
    ...shapesOf(name).flatMap(shapeTest),
    ...(name === 'git' ? gitTest() : []),
    ...(beginnings.length === 0 ? [] : beginningsTest(name, beginnings, allowance)),
    ...disguiseTest(name, allowance),
  ];
}

/** Stands where a script for node would stand that the order does not allow: `stub` says so, and records the call. */
export function nodeStubScript(stub: string): string {
  return [
    '#!/usr/bin/env node',
    '// Of either kind of module.',
    `import('node:child_process').then(({ spawnSync }) => {`,
    `  process.exitCode = spawnSync(${JSON.stringify(stub)}, process.argv.slice(2), { stdio: 'inherit' }).status ?? 126;`,
    '});',
    '',
  ].join('\n');
}

/** Stands where a program would stand that the order does not allow. */
export function stubScript(shim: Omit<Shim, 'real'>, allowance: Allowance): string {
  const fix = `List \`${shim.name}\` under Allowed Tools, or do it by an action that is bound.`;
  return [
    ...head(shim),
    refusal('not-allowed', `it is not among the order’s Allowed Tools (${statedOf(allowance)})`, fix),
    '',
  ].join('\n');
}

function head({ name, log, hasUptime }: Omit<Shim, 'real'>): string[] {
  const now = hasUptime ? 'read -r _prestage_up _prestage_idle < /proc/uptime' : '_prestage_up=';
  return [
    '#!/bin/sh',
    `_prestage_name=${quote(name)}`,
    '_prestage_record() {',
    `  [ -p ${quote(log)} ] || { printf 'prestage: %s was refused: the record of calls is gone.\\n' ${quote(name)} >&2; exit 126; }`,
    `  ${now}`,
    '  _prestage_how=$1; shift',
    "  _prestage_ifs=$IFS; IFS='\u001F'",
    '  _prestage_line="$_prestage_how\u001F$_prestage_name\u001F$$\u001F$PPID\u001F$_prestage_up\u001F$PWD\u001F$#\u001F$*"',
    '  IFS=$_prestage_ifs',
    `  printf '%.${longestRecord}s\\0' "$_prestage_line" > ${quote(log)}`,
    '}',
    '_prestage_refuse() {',
    '  _prestage_id=$1 _prestage_why=$2 _prestage_fix=$3; shift 3',
    '  _prestage_record "$_prestage_id" "$@"',
    `  printf 'prestage: %s was refused (%s): %s.\\n%s\\n' "$_prestage_name" "$_prestage_id" "$_prestage_why" "$_prestage_fix" >&2`,
    '  exit 126',
    '}',
  ];
}

/** `npm exec knip` is `npx knip`, and is held to what the order says of `npx`. */
function disguiseTest(name: string, allowance: Allowance): string[] {
  const disguise = disguises[name];
  if (disguise === undefined) return [];
  const beginnings: Beginnings | undefined = allowance.tools.get(disguise.as);
  if (!allowance.limited || beginnings?.length === 0) return [];
  const test =
    beginnings === undefined
      ? [
          refusal(
            'not-allowed',
            `it is \`${disguise.as}\`, which the order does not allow`,
            `List \`${disguise.as}\` with the package's name under Allowed Tools.`,
          ),
        ]
      : beginningsTest(disguise.as, beginnings, allowance, 1);
  return [`case "\${1-}" in ${disguise.first.join('|')})`, ...test, ';; esac'];
}

export function statedOf({ stated }: Pick<Allowance, 'stated'>): string {
  return stated.length === 0 ? 'it names none' : stated.join(', ');
}
