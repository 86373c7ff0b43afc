import type { Delivery } from '../../../../src/actions/notify/channels/channel.ts';
import { sendTo } from '../../../../src/actions/notify/channels/send-to.ts';
import type { ChannelSettings } from '../../../../src/actions/notify/channels/settings.ts';
import { notifySettings } from '../../../../src/actions/notify/settings.ts';
import { notifyStandIns } from '../../../../src/actions/notify/stand-ins.ts';
import { act, newIncident } from '../../../../src/actions/notify/incidents/incident.ts';
import type { Digest } from '../../../../src/actions/notify/message/digest.ts';
import type { ActionContext } from '../../../../src/core/action.ts';
import { Secret } from '../../../../src/core/secret.ts';
import { namedFault } from '../../../../src/emulators/kit/fault/read-fault.ts';
import type { RunningEmulator } from '../../../../src/emulators/kit/emulator.ts';
import { emulators } from '../../../../src/emulators/registry.ts';
import { movedTo } from '../../../../src/rehearsal/stand-ins/origin.ts';
import { ofAlertmanager, ofGithub, ofPagerduty, ofSmtp, ofWebhook, type Expected, type Harmless } from './expected.ts';

/** A kind of channel, what stands for its service in a rehearsal, and what it says of each fault of that. */
export interface FaultyChannel {
  readonly kind: ChannelSettings['kind'];
  readonly emulator: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly faults: Readonly<Record<string, Expected | Harmless>>;
}

export const channels: readonly FaultyChannel[] = [
  {
    kind: 'email',
    emulator: 'smtp',
    settings: {
      to: ['qa@example.test'],
      from: 'Prestage <ops@example.test>',
      smtp: 'smtp://smtp.example.test:587',
      user: 'ops@example.test',
      password: { secret: 'credential' },
    },
    faults: ofSmtp,
  },
  {
    kind: 'webhook',
    emulator: 'webhook',
    settings: { url: 'https://hooks.example.test/health', secret: { secret: 'credential' } },
    faults: ofWebhook,
  },
  { kind: 'pagerduty', emulator: 'pagerduty', settings: { key: { secret: 'credential' } }, faults: ofPagerduty },
  {
    kind: 'alertmanager',
    emulator: 'alertmanager',
    settings: { url: 'https://alerts.example.test/am', token: { secret: 'credential' } },
    faults: ofAlertmanager,
  },
  {
    kind: 'github-issue',
    emulator: 'github',
    settings: { repository: 'example/app', token: { secret: 'credential' } },
    faults: ofGithub,
  },
];

export const credential = new Secret('credential', 'made-up-for-this-test-9f31');

export interface Sent {
  readonly delivery: Delivery;
  readonly running: RunningEmulator;
}

/** Sends over it, as a rehearsal would: what stands for its service is what its own section asks for. */
export async function sendOver(channel: FaultyChannel, fault?: string, timeoutMs?: number): Promise<Sent> {
  const { kind, emulator, settings } = channel;
  const section = { channels: { it: { kind, ...settings } } };
  const [request] = notifyStandIns(section, ['staging']);
  const definition = await emulators.load(emulator);
  const read = notifySettings.parse(section).channels['it'];
  if (request?.service !== emulator || definition === undefined || read === undefined)
    throw new Error(`nothing of ${emulator} stands for ${kind}`);
  const secrets = Object.fromEntries(Object.keys(request.secrets).map((role) => [role, credential]));
  const running = await definition.start({ given: request.given, secrets, clock: { now: () => now } });
  try {
    if (fault !== undefined) running.faults.arm({ name: fault, ...namedFault(fault, definition.catalogue) });
    const own = { ...read, timeout: (timeoutMs ?? 10_000) / 1000 };
    const delivery = await sendTo('it', own, { context: contextOf(running, emulator), digest });
    return { delivery, running };
  } finally {
    await running.stop();
  }
}

const now = new Date('2025-10-17T03:17:00.000Z');
const at = now.toISOString();
const subject = { environment: 'staging', check: 'chatwoot', kind: 'trouble' } as const;
const incident = newIncident(subject, { severity: 'down', flapping: false, since: at }, at);
const said = { state: 'fail', code: 'timeout', summary: 'no answer came in time', next: 'See why.' } as const;

const digest: Digest = {
  environment: 'staging',
  mode: 'live',
  isTest: false,
  at,
  actions: [act(incident, 'open', at, said)],
  others: [],
  threads: {},
  up: [],
  links: { records: {}, runbooks: {} },
  remarks: [],
};

async function refuse(): Promise<never> {
  throw new Error('a channel has no business with it');
}

function contextOf(running: RunningEmulator, service: string): ActionContext {
  const { ca, urls, clock } = running;
  return {
    root: '/nowhere',
    mode: 'rehearsal',
    environment: 'staging',
    clock,
    exec: refuse,
    settings: () => undefined,
    secret: async () => credential,
    database: refuse,
    scratch: refuse,
    keep: refuse,
    archive: refuse,
    locate: (url) => ({ url: movedTo(urls[service] ?? '', url), ...(ca === undefined ? {} : { ca }) }),
    redact: (text) => text.replaceAll(credential.reveal(), '[REDACTED]'),
    say: () => undefined,
  };
}
