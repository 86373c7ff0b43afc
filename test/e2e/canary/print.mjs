// A child as careless as they come: it prints what it was handed, in every way that programs do. Values come by the
// environment (`CANARY_…`) and by standard input, as JSON of names and values, never by its command line.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

const stdin = Buffer.concat(await Array.fromAsync(process.stdin)).toString();
const unknown = Object.entries(stdin === '' ? {} : JSON.parse(stdin));
const known = Object.entries(process.env).filter(([name]) => name.startsWith('CANARY_'));
const middle = (value) => Math.floor(value.length / 2);

const anyone = {
  raw: (value) => value,
  json: (value) => JSON.stringify({ value }),
  workflow: (value) => `::add-mask::${value}`,
  coloured: (value) => `${value.slice(0, middle(value))}\u001B[01;31m${value.slice(middle(value))}\u001B[m`,
};
const encodings = {
  'base64-0': (value) => Buffer.from(value).toString('base64'),
  'base64-1': (value) => Buffer.from(`x${value}y`).toString('base64'),
  'base64-2': (value) => Buffer.from(`xy${value}z`).toString('base64'),
  base64url: (value) => Buffer.from(`xyz${value}`).toString('base64url'),
  hex: (value) => Buffer.from(value).toString('hex'),
  HEX: (value) => Buffer.from(value).toString('hex').toUpperCase(),
  url: (value) => `https://example.com/?q=${encodeURIComponent(value)}`,
  form: (value) => new URLSearchParams({ value }).toString(),
  'json-in-json': (value) => JSON.stringify(JSON.stringify({ value })),
  html: (value) =>
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
  shell: (value) => `'${value.replaceAll("'", String.raw`'\''`)}'`,
  lines: (value) =>
    value
      .split('\n')
      .map((line) => `  ${line}`)
      .join('\r\n'),
};

const [, plain] = known.find(([name]) => name === 'CANARY_PLAIN') ?? ['', ''];
// The end of a value begins one stream, its beginning ends the other: whoever puts the two together puts the value together.
process.stderr.write(`${plain.slice(middle(plain))}\n`);

for (const stream of [process.stdout, process.stderr]) {
  for (const [name, value] of [...known, ...unknown])
    for (const [how, encode] of Object.entries(anyone)) stream.write(`${name} ${how}: ${encode(value)}\n`);
  for (const [name, value] of known)
    for (const [how, encode] of Object.entries(encodings)) stream.write(`${name} ${how}: ${encode(value)}\n`);
  for (const [name, value] of known.filter(([, value]) => Buffer.byteLength(value) === value.length))
    stream.write(Buffer.from(`${name} utf16: ${value}\n`, 'utf16le'));
}

for (const [name, value] of [...known, ...unknown]) {
  process.stdout.write(`${name} split: `);
  for (const part of value.match(/[^]{1,5}/gu) ?? []) {
    process.stdout.write(part);
    await setTimeout(1);
  }
  process.stdout.write('\n');
}

// git says names of files, branches and authors, and what was committed. None of them stands on a command line: a run ends
// whoever calls a program with a secret.
if (plain !== '') {
  const cwd = 'scratch';
  const author = { GIT_AUTHOR_NAME: plain, GIT_COMMITTER_NAME: plain };
  const email = { GIT_AUTHOR_EMAIL: 'canary@localhost', GIT_COMMITTER_EMAIL: 'canary@localhost' };
  const env = { ...process.env, ...author, ...email };
  const git = (...args) => spawnSync('git', args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
  mkdirSync(cwd, { recursive: true });
  git('init');
  writeFileSync(`${cwd}/.git/HEAD`, `ref: refs/heads/branch-${plain}\n`);
  writeFileSync(`${cwd}/${plain}.txt`, plain);
  for (const [name, value] of known) writeFileSync(`${cwd}/${name}.txt`, value);
  git('add', '--all');
  git('status');
  git('commit', '--file', 'CANARY_AWKWARD.txt');
  git('log', '--patch', '--color=always', '--all');
}

process.stdout.write(plain.slice(0, middle(plain)));
