import { tmpdir } from 'node:os';
import type { ActionContext } from '../../../src/core/action.ts';
import type { Clock } from '../../../src/core/clock.ts';
import type { Secret } from '../../../src/core/secret.ts';
import type { AnyKind } from '../../../src/actions/health/kinds/kind.ts';
import type { Finding } from '../../../src/actions/health/result.ts';
import type { EmulatorDefinition, RunningEmulator } from '../../../src/emulators/kit/emulator.ts';
import { namedFault } from '../../../src/emulators/kit/fault/read-fault.ts';

/** A check as the config has it, and what stands for the service. */
export interface Asked {
  readonly kind: AnyKind;
  /** Its name in the config. */
  readonly check: string;
  readonly settings: unknown;
  readonly environment: string;
  readonly secrets: Readonly<Record<string, Secret>>;
  /** Milliseconds that the check may take. */
  readonly budgetMs?: number;
  readonly context?: Partial<ActionContext>;
  /** The machine's own, for what programs judge by it: certificates. */
  readonly clock?: Clock;
  /** How long ago the run before was, where there was one. */
  readonly minutesAfterRunBefore?: number | undefined;
}

export const now = new Date('2025-10-17T03:17:00Z');

/**
 * Starts what the check's own stand-in asks for, and asks once. Where a run before is needed, that one finds all well; then the
 * service is let fail as it is asked to.
 */
export async function askEmulated(
  emulator: EmulatorDefinition,
  asked: Asked,
  faults: readonly string[] = [],
): Promise<{ finding: Finding; running: RunningEmulator }> {
  const running = await startFor(emulator, asked);
  try {
    if (asked.minutesAfterRunBefore !== undefined) {
      await ask(asked, running);
      running.clock.change({ advanceMs: asked.minutesAfterRunBefore * 60_000 });
    }
    for (const name of faults) running.faults.arm(namedFault(name, emulator.catalogue));
    return { finding: await ask(asked, running), running };
  } finally {
    await running.stop();
  }
}

export async function startFor(
  emulator: EmulatorDefinition,
  { kind, settings, environment, secrets, clock = { now: () => now } }: Asked,
): Promise<RunningEmulator> {
  const [request] = kind.standIns?.(kind.settings.parse(settings), environment) ?? [];
  if (request?.service !== emulator.name) throw new Error(`it asks for no ${emulator.name}`);
  const roles = Object.entries(request.secrets).map(([role, { secret }]) => [role, secretOf(secrets, secret)] as const);
  return emulator.start({
    given: request.given,
    secrets: Object.fromEntries(roles),
    clock,
  });
}

export async function ask(asked: Asked, running: RunningEmulator): Promise<Finding> {
  const { kind, check, settings, environment, secrets, budgetMs = 5000, context = {} } = asked;
  const begun = performance.now();
  return kind.probe({
    check,
    environment,
    settings: kind.settings.parse(settings),
    context: { ...bareContext(running, secrets), ...context },
    retries: 1,
    remaining: () => budgetMs - (performance.now() - begun),
  });
}

function secretOf(secrets: Asked['secrets'], name: string): Secret {
  const secret = secrets[name];
  if (secret === undefined) throw new Error(`the test has no secret ${name}`);
  return secret;
}

async function refuse(): Promise<never> {
  throw new Error('a kind of check has no business with it');
}

/** A check asks for credentials, places and the time: all else is refused. */
function bareContext(running: RunningEmulator, secrets: Asked['secrets']): ActionContext {
  const [own = running.urls.control] = Object.entries(running.urls).flatMap(([name, url]) =>
    name === 'control' ? [] : [url],
  );
  const ca = running.ca === undefined ? {} : { ca: running.ca };
  return {
    root: tmpdir(),
    mode: 'rehearsal',
    clock: running.clock,
    exec: refuse,
    settings: () => undefined,
    secret: async ({ secret }) => secretOf(secrets, secret),
    database: refuse,
    scratch: refuse,
    keep: refuse,
    archive: refuse,
    locate: (url) => ({ url: url.replace(new URL(url).origin, new URL(own).origin), ...ca }),
    redact: (text) => text,
    say: () => undefined,
  };
}
