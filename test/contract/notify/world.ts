import type { ActionContext } from '../../../src/core/action.ts';
import { Failure } from '../../../src/core/failure.ts';
import { Secret } from '../../../src/core/secret.ts';
import type { Finding, HealthRecord } from '../../../src/actions/health/result.ts';
import { createWorkspace, type TestWorkspace } from '../../../src/actions/testing/workspace.ts';
import { canonicalJson } from '../../../src/core/json.ts';
import { digestOf } from '../../../src/services/files/digest.ts';
import { start, stops } from '../smtp-client.ts';
import type { SmtpOptions } from '../../../src/emulators/smtp/emulator.ts';

export const password = 'rehearsal-5b1e77a0';
export const smtpUrl = 'smtp://smtp.example.test:587';

export const mailChannel = {
  kind: 'email',
  to: ['justin@hotrodan.com'],
  from: 'Prestage <ops@hotrodan.com>',
  smtp: smtpUrl,
  user: 'ops@hotrodan.com',
  password: { secret: 'smtp_password' },
  timeout: 2,
} as const;

export const notify = {
  channels: { mail: mailChannel },
  runbooks: { all: 'docs/runbooks/production_deployment.md' },
  artifacts: 'https://github.example.test/hotdash/blob/main/',
};

/** A workspace with a mail server, in which nights go by. */
export interface NotifyWorld extends TestWorkspace {
  readonly mail: Awaited<ReturnType<typeof start>>;
  context(more?: Partial<ActionContext>): ActionContext;
  /** The clock's hour, counted from the first night. */
  hours: number;
  /** Archives a run of the checks at this hour. */
  checked(states: Readonly<Record<string, Finding['state']>>, more?: Partial<HealthRecord>): Promise<string>;
}

export async function createWorld(
  options: SmtpOptions = {},
  settings: Readonly<Record<string, unknown>> = { notify },
): Promise<NotifyWorld> {
  const workspace = await createWorkspace();
  stops.push(() => workspace.remove());
  const mail = await start({
    given: { user: mailChannel.user },
    secrets: { password: new Secret('smtp_password', password) },
    ...options,
  });
  const world: NotifyWorld = {
    ...workspace,
    mail,
    hours: 0,
    context: (more = {}) => workspace.context({ ...contextIn(world, settings), ...more }),
    checked: async (states, more = {}) => {
      const startedAt = nowIn(world).toISOString();
      const record = recordOf(startedAt, states, more);
      const folder = 'artifacts/ops/health/staging';
      const file = `${startedAt.replaceAll(/[-:.]/gu, '')}.json`;
      const text = `${JSON.stringify(record, undefined, 2)}\n`;
      await workspace.put(`${folder}/${file}`, text);
      const before = await workspace.text(`${folder}/index.jsonl`).catch(() => '');
      await workspace.put(`${folder}/index.jsonl`, `${before}${canonicalJson({ file, sha256: digestOf(text) })}\n`);
      return `${folder}/${file}`;
    },
  };
  return world;
}

function nowIn({ hours }: { readonly hours: number }): Date {
  return new Date(Date.parse('2025-10-17T03:17:00.000Z') + hours * 3_600_000);
}

function contextIn(world: NotifyWorld, settings: Readonly<Record<string, unknown>>): Partial<ActionContext> {
  return {
    environment: 'staging',
    clock: { now: () => nowIn(world) },
    settings: (area) => settings[area],
    secret: async ({ secret }) => new Secret(secret, password),
    redact: (text) => text.replaceAll(password, '[REDACTED]'),
    locate: (url) => {
      const { ca, urls } = world.mail;
      if (url === smtpUrl) return { url: urls['smtp'] ?? '', ...(ca === undefined ? {} : { ca }) };
      if (new URL(url).hostname === '127.0.0.1') return { url };
      throw new Failure({
        code: 'rehearsal.no-stand-in',
        what: `Nothing stands for ${url}`,
        why: 'test',
        fix: 'None.',
      });
    },
  };
}

function recordOf(
  startedAt: string,
  states: Readonly<Record<string, Finding['state']>>,
  more: Partial<HealthRecord>,
): HealthRecord {
  const results = Object.entries(states).map(([check, state]) => ({
    check,
    kind: check,
    environment: 'staging',
    startedAt,
    durationMs: 420,
    state,
    summary:
      state === 'pass' ? 'All is well.' : 'GET https://chat.example.test/api/v1/profile: 401, the token is refused.',
    ...(state === 'pass' ? {} : { code: 'token_rejected' as const, next: 'Put a token that works into the vault.' }),
    steps: [],
  }));
  const worst = (['fail', 'unknown', 'degraded', 'pass'] as const).find((state) =>
    Object.values(states).includes(state),
  );
  return {
    format: 'prestage.health/1',
    environment: 'staging',
    mode: 'rehearsal',
    startedAt,
    durationMs: 500,
    control: 'reachable',
    state: worst ?? 'unknown',
    results,
    ...more,
  };
}
