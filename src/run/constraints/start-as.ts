import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Call } from '../../services/process/exec.ts';
import type { ShimFolder } from './tools/shim-folder.ts';

/**
 * What is started for a command of an action. Git is Prestage's own hand there: the real one, neither recorded nor in the
 * sandbox. All else goes by its shim, which says what it is; a name without one is left to be not found.
 */
export function startAs(shims: ShimFolder, enter: ((call: Call) => Call) | undefined): (call: Call) => Call {
  return ({ program, args }) => {
    const git = program === 'git' ? shims.programs.get('git') : undefined;
    if (git !== undefined) return { program: git, args };
    const shim = join(shims.path, program);
    const call = program.includes('/') || !existsSync(shim) ? { program, args } : { program: shim, args };
    return enter === undefined || !call.program.startsWith('/') ? call : enter(call);
  };
}
