import type { SandboxView } from '../../services/sandbox/view.ts';
import type { HoldOptions } from './held.ts';
import { hiddenLogins } from './logins.ts';
import { sandboxView } from './sandbox-view.ts';

/** What children may see that may touch these paths. Logins are hidden from those whose order does not allow their tool. */
export function viewFor(
  { root, childEnv, temporary, constraints, vaults }: HoldOptions,
  allowed: readonly string[],
  needs: readonly string[],
): SandboxView {
  const limited = constraints.allowedTools.length > 0;
  const stated = constraints.allowedTools.flatMap(({ words }) => words.slice(0, 1));
  const tools = [...stated, ...needs.flatMap((need) => need.split(' ').slice(0, 1))];
  return sandboxView({
    root,
    allowed,
    hidden: [...vaults, ...hiddenLogins(childEnv['HOME'], tools, limited)],
    anyProgram: !limited,
    env: childEnv,
    temporary,
  });
}
