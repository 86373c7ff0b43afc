import { succeeded, type Exec } from '../../core/command.ts';
import { version } from './argv.ts';

/** The programs that alerts go through, as the machine calls them. */
export interface AlertPrograms {
  readonly prometheus: string;
  readonly alertmanager: string;
  readonly versions: readonly string[];
}

/** What is not there, or may not be called, and why. */
export interface MissingPrograms {
  readonly missing: readonly string[];
}

export async function findAlertPrograms(exec: Exec): Promise<AlertPrograms | MissingPrograms> {
  const prometheus = await firstOf(exec, ['prometheus']);
  const alertmanager = await firstOf(exec, ['prometheus-alertmanager', 'alertmanager']);
  if ('why' in prometheus || 'why' in alertmanager)
    return { missing: [prometheus, alertmanager].flatMap((each) => ('why' in each ? [each.why] : [])) };
  return {
    prometheus: prometheus.program,
    alertmanager: alertmanager.program,
    versions: [prometheus.version, alertmanager.version],
  };
}

async function firstOf(
  exec: Exec,
  names: readonly string[],
): Promise<{ readonly program: string; readonly version: string } | { readonly why: string }> {
  const tried: string[] = [];
  for (const program of names) {
    const result = await exec(version(program));
    const said = /^(\w+), version (\S+)/mu.exec(`${result.stdout}\n${result.stderr}`);
    if (succeeded(result))
      return { program, version: `${said?.[1] ?? program} ${said?.[2] ?? 'of an unknown version'}` };
    tried.push(
      `${program}: ${result.found ? (result.stderr.trim().split('\n')[0] ?? 'does not start') : 'is not installed'}`,
    );
  }
  return { why: tried.join(', ') };
}
