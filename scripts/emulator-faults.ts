import type { Fault, NamedFault } from '../src/emulators/kit/fault/fault.ts';
import { emulators } from '../src/emulators/registry.ts';

/** docs/emulator-faults.md: the catalogue of every emulator, as a page. */
export async function renderFaults(): Promise<string> {
  const sections = await Promise.all(emulators.names.map(async (name) => sectionOf(name)));
  return [
    '# The faults of our emulators',
    '',
    '_Written by `npm run generate` from the catalogues in `src/emulators/`._',
    '',
    '`prestage rehearse --fault SERVICE:FAULT`, with `@ENVIRONMENT` behind it for one alone, or',
    '`POST /_prestage/faults` with `{"fault":"FAULT"}`: see [emulators.md](emulators.md). A fault strikes every call until',
    'it is taken away, unless its line says another number.',
    ...sections,
  ].join('\n');
}

async function sectionOf(name: string): Promise<string> {
  const emulator = await emulators.load(name);
  if (emulator === undefined) throw new Error(`there is no emulator ${name}`);
  const { catalogue, summary } = emulator;
  const rows = catalogue.map((each) => `| \`${each.name}\` | ${cell(each.summary)} | ${cell(callsOf(each.fault))} |`);
  return ['', `## ${name}`, '', `${summary}: ${catalogue.length} faults.`, '', ...head, ...rows].join('\n');
}

const head = ['| fault | what happens | which calls |', '| --- | --- | --- |'];

function callsOf({ when, times }: NamedFault['fault']): string {
  const path = when.path instanceof RegExp ? `/${when.path.source}/` : when.path;
  const words = [when.method, path].filter((word) => word !== undefined).map((word) => `\`${word}\``);
  return [words.length === 0 ? 'all' : words.join(' '), ...timesOf(times)].join(', ');
}

function timesOf(times: Fault['times']): readonly string[] {
  if (times === undefined) return [];
  const { from = 1, count } = times;
  const first = from === 1 ? 'the first' : `from the ${from}th on`;
  return [count === undefined ? first : `${first}${count === 1 ? ' alone' : `, ${count} of them`}`];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
