import { exitCodes, type ExitCode } from '../../../core/exit-code.ts';
import { nearestName } from '../../../core/nearest.ts';
import type { EmulatorDefinition, RunningEmulator } from '../../../emulators/kit/emulator.ts';
import { emulators } from '../../../emulators/registry.ts';
import type { CliContext } from '../../app/context.ts';
import type { Block, Output } from '../../output/port.ts';
import { misuse } from '../../app/misuse.ts';
import { portOf } from '../port.ts';
import { shownPath, workspaceRoot } from '../workspace.ts';
import type { EmulateFlags } from './command.ts';
import { chosenOf } from './choice-flags.ts';
import { removeEnvFile, writeEnvFile } from './env-file.ts';

/** Runs one emulator until it is interrupted, which is how it is meant to end. */
export async function emulateCommand(
  { cli, output, untilInterrupted }: CliContext,
  flags: EmulateFlags,
  name?: string,
): Promise<ExitCode> {
  if (name === undefined) return listEmulators(output);
  const definition = await emulators.load(name);
  if (definition === undefined) throw unknownEmulator(name);
  const root = workspaceRoot(cli.cwd, flags.workspace);
  const chosen = { values: chosenOf(name, flags), searchPath: cli.env['PATH'] ?? '', workspace: root };
  const port = flags.port === undefined ? {} : { port: portOf(flags.port) };
  const stop = untilInterrupted();
  const running = await definition.start({ ...definition.asChosen?.(chosen), ...port });
  const envFile = await writeEnvFile(root, name, running.env);
  try {
    const { urls } = running;
    output.payload({ name, urls, envFile }, blocks(definition, running, shownPath(cli.cwd, envFile)));
    await stop;
  } finally {
    await removeEnvFile(envFile);
    await running.stop();
  }
  output.progress(`${name} stopped`);
  return exitCodes.settled;
}

async function listEmulators(output: Output): Promise<ExitCode> {
  const all = await Promise.all(emulators.names.map(async (name) => emulators.load(name)));
  const known = all.filter((definition) => definition !== undefined);
  const rows = known.map(({ name, summary }) => [name, summary]);
  output.payload({ emulators: known.map(({ name, summary }) => ({ name, summary })) }, [
    { kind: 'table', head: ['name', 'what it is'], rows },
  ]);
  return exitCodes.settled;
}

function blocks({ name, summary }: EmulatorDefinition, running: RunningEmulator, envFile: string): readonly Block[] {
  const rows = Object.entries(running.urls).map(([what, url]) => [what, url]);
  return [
    { kind: 'line', text: `${name}: ${summary}` },
    { kind: 'table', head: ['what', 'where'], rows },
    { kind: 'line', text: '' },
    { kind: 'line', text: `Its clients need ${Object.keys(running.env).toSorted().join(', ')}: source ${envFile}` },
    { kind: 'note', text: 'Ctrl-C stops it.' },
  ];
}

function unknownEmulator(name: string): Error {
  const near = nearestName(name, emulators.names);
  const fix = near === undefined ? '`prestage emulate` lists them.' : `Did you mean \`prestage emulate ${near}\`?`;
  return misuse(`There is no emulator ${name}`, `there are ${emulators.names.join(', ')}`, fix);
}
