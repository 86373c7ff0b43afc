import { emulators } from '../../../src/emulators/registry.ts';
import { channels, sendOver, type FaultyChannel } from './faults/channels.ts';

/** The page, with what each channel really says while each fault of its service is armed. */
export async function renderChannels(): Promise<string> {
  const sections = await Promise.all(channels.map(sectionOf));
  const faults = channels.reduce((sum, channel) => sum + Object.keys(channel.faults).length, 0);
  return `# What channels say

Whatever can be wrong with those who carry a notice, as far as their emulators know it, and what \`prestage notify send\` makes of
it. This page is written by \`npm run generate\`: each fault is armed in the emulator, a notice is sent over the channel, and what
it says stands here word for word. \`npm test\` holds every row to its code. What is not taken stays owed, and is sent with the
next run; where it may have been taken all the same it may arrive twice, under the same id.

${sections.join('\n\n')}

${faults} faults of ${channels.length} emulators.
`;
}

async function sectionOf(channel: FaultyChannel): Promise<string> {
  const { kind, emulator, faults } = channel;
  const catalogue = (await emulators.load(emulator))?.catalogue ?? [];
  const rows: string[] = [];
  const harmless: string[] = [];
  for (const { name, summary } of catalogue) {
    const expected = faults[name];
    if (expected === undefined) throw new Error(`nothing is said of ${emulator}:${name}`);
    if ('why' in expected) {
      harmless.push(`| \`${name}\` | ${cell(summary)} | ${expected.why} |`);
      continue;
    }
    const { failure, mayBeTaken = false } = (await sendOver(channel, name, expected.timeoutMs)).delivery;
    const { code = '', what = '', why = '', fix = '' } = failure ?? {};
    const said = `${steady(what)}: ${steady(why)}`;
    rows.push(
      `| \`${name}\` | ${cell(summary)} | \`${code}\` | ${mayBeTaken ? 'maybe' : 'no'} | ${cell(said)} | ${cell(fix)} |`,
    );
  }
  return `## ${kind}

| fault (\`${emulator}:…\`) | what is wrong | code | taken? | what the channel says | what to do next |
| - | - | - | - | - | - |
${rows.join('\n')}${harmless.length === 0 ? '' : told(harmless)}`;
}

function told(harmless: readonly string[]): string {
  return `

The notice gets through all the same:

| fault | what is wrong | why |
| - | - | - |
${harmless.join('\n')}`;
}

/** Where an emulator listens differs from time to time. */
function steady(text: string): string {
  return text.replaceAll(/127\.0\.0\.1:\d+/gu, '127.0.0.1:PORT');
}

/** A pipe would end it. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
