import pLimit from 'p-limit';
import type { Finding } from '../../../src/actions/health/result.ts';
import { webFaults } from '../../../src/emulators/kit/http/web-faults.ts';
import { services, type FaultRow } from './faults/services.ts';

interface Said {
  readonly row: FaultRow;
  readonly finding: Finding;
}

/** Each has an emulator of its own; some take a second until they are over. */
const atOnce = pLimit(8);

/** The page, with what the checks really say while each fault is armed. */
export async function renderDiagnoses(): Promise<string> {
  const [ofChatwoot = [], ofPubler = [], ofSite = []] = await Promise.all(
    services.map(async ({ rows }) => askAll(rows)),
  );
  const faults = services.reduce((sum, { rows }) => sum + rows.length, 0);
  const web = new Set(webFaults().map(({ name }) => name));
  const own = (said: readonly Said[]) => said.filter(({ row }) => !web.has(row.name));
  const harmless = [...own(ofChatwoot), ...own(ofPubler)].filter(({ row }) => row.why !== undefined);
  return `# What health checks say

Whatever can be wrong with Chatwoot, Publer and a plain site, as far as their emulators know it, and what \`prestage health check\` makes of it. This
page is written by \`npm run generate\`: each fault is armed in the emulator, the check is run against it, and what it says stands
here word for word. \`npm test\` holds every row to its state and code; \`prestage rehearse --fault chatwoot:redis-down\` shows it
in a whole rehearsal.

- **fail**: the service, or what reaches it, does not work.
- **unknown**: nothing is known of it, which is not green.
- **degraded**: it works, and somebody should look.

The checks stand in the config as they would in one that asks for all there is to ask: a version, all inboxes, a canary for
the worker; all social accounts, and their posts. What a check without \`canary\` or \`posts\` would not be told is marked: it is
green then, as \`worker-dead\` is in the example, whose config has neither.

## Chatwoot

${tableOf(own(ofChatwoot))}

## Publer

${tableOf(own(ofPubler))}

## Either of them, as any service on the web

As the check of Chatwoot says them; that of Publer says the same of Publer.

${tableOf(ofChatwoot.filter(({ row }) => web.has(row.name)))}

## A site

By the kind \`http\` with one condition (\`$.status\` is \`ok\`), and of what is wrong with its certificate by the kind \`certificate\`.

${tableOf(ofSite)}

## What is not told

These leave the check green, and should:

| fault | what is wrong | why the check is green |
| - | - | - |
${harmless.map(({ row }) => `| \`${row.name}\` | ${row.summary} | ${row.why ?? ''} |`).join('\n')}

${faults} faults of three emulators, ${services.reduce((sum, { rows }) => sum + rows.filter(({ why }) => why === undefined).length, 0)} of which are told.
`;
}

async function askAll(rows: readonly FaultRow[]): Promise<readonly Said[]> {
  return Promise.all(rows.map(async (row) => atOnce(async () => ({ row, finding: await row.ask() }))));
}

function tableOf(said: readonly Said[]): string {
  const told = said.filter(({ row }) => row.why === undefined);
  return `| fault | what is wrong | state | code | what the check says | what to do next |
| - | - | - | - | - | - |
${told.map(line).join('\n')}`;
}

function line({ row, finding }: Said): string {
  const { state, code = '', summary, next = '' } = finding;
  const told =
    row.optIn === undefined ? '' : `. **Told by a check with \`${row.optIn}\` alone**: without it that is green`;
  return `| \`${row.name}\` | ${row.summary}${told} | ${state} | \`${code}\` | ${cell(summary)} | ${cell(next)} |`;
}

/** A pipe would end it. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
