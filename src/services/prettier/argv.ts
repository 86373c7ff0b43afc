import type { Command } from '../../core/command.ts';

/**
 * The workspace's own Prettier: `--no-install` so that nothing is fetched and run that no one chose, offline because npx
 * asks the registry about a missing package even then.
 */
function prettier(...args: readonly string[]): Command {
  return {
    program: 'npx',
    args: ['--no-install', 'prettier', ...args],
    env: { npm_config_offline: 'true' },
    timeoutMs: 120_000,
  };
}

export function writeFormatted(file: string): Command {
  return prettier('--write', named(file));
}

/** Exits 0 when the file stands as Prettier would write it, and also when Prettier ignores it: ask `fileInfo` too. */
export function checkFormatted(file: string): Command {
  return prettier('--check', named(file));
}

/** Prints `{ "ignored": boolean, "inferredParser": string | null }`. */
export function fileInfo(file: string): Command {
  return prettier('--file-info', named(file));
}

/** A file whose name begins with a dash is still a file. */
function named(file: string): string {
  return file.startsWith('-') ? `./${file}` : file;
}
