import { fly } from '../../../../src/emulators/fly/emulator.ts';
import { faultRows } from './rows.ts';
import { once } from './try.ts';

/** docs/deploy-faults.md. `npm test` tries every row. */
export function renderFaults(): string {
  const rows = faultRows.map(({ fault, verdict, app, record, says }) => {
    const summary = fly.catalogue.find(({ name }) => name === fault)?.summary ?? '';
    return `| \`${fault}\`${once.has(fault) ? ' (once)' : ''} | ${summary} | ${verdict} | ${app} | ${record} | ${says} |`;
  });
  return `# What a promotion comes to when something is wrong

Every fault that the emulator of Fly has, what \`deploy.promote\` says while it is there, and how the app stands when it is over. This
page is written by \`npm run generate\` from \`test/contract/deploy/faults/\`, and \`npm test\` tries each row: two machines, \`rolling\`, by
the API.

- **verified**: every machine runs the new image, and was seen to.
- **failed**: it does not, and every machine runs the old one again, or still.
- **refused**: nothing was changed; the message says why, and what to do.
- **unknown**: it cannot be said, and is not gone back from.

A fault that is marked *once* strikes the first launch of the promotion, and not the way back: against a Fly that launches nothing
any more no way back helps, and the verdict then says that the app is not back.

| fault | what is wrong | verdict | machines | newest record | what is said, among others |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}
