// Records what flyctl asks of Fly: npm run peers, then `node test/contract/fly/flyctl/record.ts`.
import { callFlyctl } from './flyctl.ts';
import { record } from './recorder.ts';
import { scenarios } from './scenarios.ts';
import { writeTranscript } from './transcript.ts';
import { outcomeOf, startFly } from './world.ts';

const version = 'v0.4.87';
const wanted = process.argv.slice(2);

for (const { name, calls } of scenarios) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const on = await startFly();
  const recorder = await record(on.urls['fly'] ?? '');
  const said = await callFlyctl(recorder.url, calls);
  const codes = said.map(({ exitCode }) => exitCode);
  await writeTranscript(name, { flyctl: version, exchanges: recorder.exchanges() });
  process.stdout.write(`${name}: exit ${codes.join(', ')}, ${JSON.stringify(await outcomeOf(on))}\n`);
  if (codes.some((code) => code !== 0)) process.stdout.write(`${said.map(({ stderr }) => stderr).join('\n')}\n`);
  await recorder.stop();
  await on.stop();
}
