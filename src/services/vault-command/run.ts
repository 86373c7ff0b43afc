import { systemClock } from '../../core/clock.ts';
import type { CommandResult } from '../../core/command.ts';
import { Failure } from '../../core/failure.ts';
import type { Redactor } from '../../core/redactor.ts';
import { isCut } from '../process/bounded.ts';
import { createExec } from '../process/exec.ts';
import { unreadable } from './contents.ts';
import type { CommandVaultSettings } from './settings.ts';

export interface CommandOptions {
  readonly settings: CommandVaultSettings;
  /** The workspace's absolute path. */
  readonly root: string;
  /** Our own environment, of which it is handed what the settings name. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What programs are found and find their home by. */
const passed = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'XDG_CONFIG_HOME', 'XDG_RUNTIME_DIR'];

/** What the command prints. Its output is in no message: it holds every value there is. Throws a Failure when it fails. */
export async function printedBy({ settings, root, env }: CommandOptions, shown: string): Promise<string> {
  const [program = '', ...args] = settings.command;
  const names = [...passed, ...settings.env];
  const handed = names.flatMap((name): [string, string][] => (env[name] === undefined ? [] : [[name, env[name]]]));
  const exec = createExec({ root, env: Object.fromEntries(handed), redactor: noRedaction, clock: systemClock });
  const result = await exec({ program, args, timeoutMs: settings.timeoutSeconds * 1000 });
  if (result.exitCode !== 0 || result.timedOut) throw failed(result, shown, settings, env);
  if (isCut(result.stdout)) throw unreadable(shown, 'it printed more than 10 MB');
  return result.stdout;
}

function failed(
  { found, timedOut, exitCode, signal }: CommandResult,
  shown: string,
  { env: names, command: [program = ''], timeoutSeconds }: CommandVaultSettings,
  env: CommandOptions['env'],
): Failure {
  if (!found)
    return new Failure({
      code: 'secrets.vault-not-found',
      what: `The vault cannot be opened`,
      why: `there is no program \`${program}\``,
      fix: 'Install it, or mend `vault.command` in prestage.config.ts.',
    });
  const ended =
    exitCode === undefined ? `it was ended by ${signal ?? 'the system'}` : `it ended with exit code ${exitCode}`;
  const unset = names.filter((name) => (env[name] ?? '') === '');
  const lacking =
    unset.length === 0
      ? ''
      : `; ${unset.join(', ')}, which it is to be handed, ${unset.length === 1 ? 'is' : 'are'} not set`;
  return new Failure({
    code: 'secrets.vault-failed',
    what: `${shown} gives no secrets`,
    why: `${timedOut ? `it took longer than ${timeoutSeconds} s` : ended}${lacking}`,
    fix: 'Run it by hand: what it says is not shown here, since values may be in it.',
  });
}

/** What is read here is what redaction is made of, and none of it is shown. */
const noRedaction: Redactor = {
  ruleSet: 'none',
  counts: new Map(),
  count: 0,
  text: (text) => text,
  learn: () => undefined,
  stream: () => ({ push: (chunk) => chunk, end: () => new Uint8Array() }),
};
